import Formats
import Hosts
import Settings
import Sites
import StageKit
import SystemCalls
import Transfer

/// What a pass may do at most: the settings in `download` as the parts below take them, each key read here and nowhere else.
struct FetchLimits: Sendable {
  /// When the pass began to fetch, in seconds of the clock that never jumps.
  let began = Sys.monotonicSeconds
  /// Seconds after which no transfer begins; twice as many end all.
  let seconds: Double
  /// Documents that are named and inspected together: enough to share syncs, few enough that transfers do not stall.
  let group = 64
  /// Items that came back without a document and are looked at in one pass.
  let most = 1000
  /// Seconds between two looks at the inbox: what people drop should not wait for an hour's fetching, and a look costs little.
  let looking = 5.0
  /// What holds for all transfers.
  let options: TransferOptions
  /// The limits of each transfer.
  let transfer: TransferLimits
  /// How much is asked of hosts.
  let hosts: HostLimits
  /// What becomes of an entry after a failure.
  let tries: TryPolicy

  init(_ pass: Pass) {
    let download = pass.workspace.settings.download
    seconds = pass.options.fetchSeconds ?? download.passTime.seconds
    var options = TransferOptions()
    options.userAgent = Self.userAgent(contact: download.contact)
    options.connections = download.transfers + 16
    options.bytesPerSecond = download.bytesPerSecond.bytes
    options.checkpointBytes = download.checkpoint.bytes
    if !download.certificates.isEmpty { options.certificates = FilePath(download.certificates) }
    // Another site has limits of its own, so a redirect there ends the transfer and begins one there.
    options.follows = { Site(host: $0.host) == Site(host: $1.host) }
    self.options = options

    var limits = TransferLimits()
    limits.connectSeconds = download.connectTimeout.seconds
    limits.totalSeconds = download.timeout.seconds
    limits.lowSpeedBytes = download.lowSpeed.bytes
    limits.lowSpeedSeconds = download.lowSpeedTime.seconds
    limits.redirects = download.maxRedirects
    // Without a limit that of the file system: what cannot be here even if all else were gone is no want of room.
    let whole = (try? Sys.capacity(of: pass.spool.directory).totalBytes) ?? .max
    limits.maxBytes = download.maxSize.bytes > 0 ? download.maxSize.bytes : min(whole, Stated.mostBytes - 1)
    let perHost = download.hostBytesPerSecond.bytes
    if perHost > 0 { limits.bytesPerSecond = max(1, perHost / Int64(download.hostTransfers)) }
    transfer = limits

    var hosts = HostLimits()
    hosts.transfers = download.transfers
    hosts.siteTransfers = download.hostTransfers
    hosts.spacing = download.hostSpacing.seconds
    hosts.failures = download.hostFailures
    hosts.aside = Backoff(first: download.hostAside.seconds, most: download.hostAsideMax.seconds)
    hosts.retryAfterMost = download.retryAfterMax.seconds
    self.hosts = hosts

    var tries = TryPolicy()
    tries.tries = download.tries
    tries.doubtfulTries = download.refusedTries
    tries.backoff = Backoff(first: download.backoff.seconds, most: download.backoffMax.seconds)
    self.tries = tries
  }

  /// Program, version and, in brackets, who is behind it (RFC 9110, 10.1.5).
  static func userAgent(contact: String) -> String {
    contact.isEmpty ? "sluice/\(SluiceVersion.current)" : "sluice/\(SluiceVersion.current) (\(contact))"
  }
}
