internal import CCurl
import SystemCalls

/// What a transfer needs for itself and the next one uses again.
struct Seat {
  let handle: EasyHandle
  let buffer = WriteBuffer()

  init?() {
    guard let handle = EasyHandle() else { return nil }
    self.handle = handle
  }
}

/// One easy handle at work on one request, from its first try to its result: redirects, and a second beginning where what is
/// there does not fit, included. Its callbacks run inside `MultiHandle.perform`, on the caller's thread.
final class Lane {
  let seat: Seat
  let options: TransferOptions
  private let room: Transfers.Room
  private let budget: ByteBudget?
  private(set) var request: TransferRequest
  private(set) var address: Address
  private(set) var redirects: [String] = []
  private var head = ResponseHead()
  private let body: Body
  private var plan: BodyPlan?
  private var received: Int64 = 0
  private var discarded = 0
  private var problem: TransferFailure?
  private var mismatch: String?
  private var isPaused = false
  private let begun = Sys.monotonicSeconds

  /// An error page longer than this is cut off, with its connection; a shorter one is read, so that the connection stays.
  static let discardedBytes = 64 << 10

  init(
    _ seat: Seat, _ request: TransferRequest, _ options: TransferOptions, _ budget: ByteBudget?,
    _ room: @escaping Transfers.Room
  ) {
    self.budget = budget
    self.room = room
    self.seat = seat
    self.request = request
    self.options = options
    address = request.address
    redirects = request.redirects
    body = Body(request, checkpointBytes: options.checkpointBytes, seat.buffer)
  }

  var handle: EasyHandle { seat.handle }

  var progress: TransferProgress {
    TransferProgress(
      tag: request.tag, bytes: body.length, synced: body.synced, total: head.documentLength ?? body.total)
  }

  // MARK: Asking

  /// Sets the handle up for the first try.
  func begin() throws(TransferFailure) {
    try body.openWhatIsThere()
    ask()
  }

  private func ask() {
    head = ResponseHead()
    plan = nil
    discarded = 0
    isPaused = false
    handle.reset()
    let limits = request.limits
    handle.set(CURLOPT_URL, address.text)
    handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
    handle.set(CURLOPT_NOSIGNAL, 1)
    handle.set(CURLOPT_USERAGENT, options.userAgent)
    handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    // Waits for the first connection to say whether it takes all transfers. Only TLS says so before the first answer: without
    // it (libcurl 7.88) everything would wait until the first document is whole.
    handle.set(CURLOPT_PIPEWAIT, address.scheme == "https" ? 1 : 0)
    handle.set(CURLOPT_TCP_KEEPALIVE, 1)
    handle.set(CURLOPT_BUFFERSIZE, 128 << 10)
    handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(limits.connectSeconds))
    handle.set(CURLOPT_TIMEOUT_MS, Self.milliseconds(limits.totalSeconds))
    handle.set(CURLOPT_LOW_SPEED_LIMIT, Int(clamping: limits.lowSpeedBytes))
    handle.set(CURLOPT_LOW_SPEED_TIME, Int(limits.lowSpeedSeconds.rounded(.up)))
    handle.set(CURLOPT_MAX_RECV_SPEED_LARGE, offset: limits.bytesPerSecond)
    if let certificates = options.certificates { handle.set(CURLOPT_CAINFO, certificates.string) }
    var headers = ["Accept: */*", "Accept-Encoding: identity"]
    if body.question.offset > 0, let record = body.question.record {
      headers += ["Range: bytes=\(body.question.offset)-", "If-Range: \(record.validator)"]
    }
    handle.set(headers: headers)
    let context = Unmanaged.passUnretained(self).toOpaque()
    handle.set(CURLOPT_HEADERDATA, context)
    handle.set(CURLOPT_WRITEDATA, context)
    handle.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      Lane.of(context)?.takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
    }
    handle.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      Lane.of(context)?.takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
    }
    handle.set(CURLOPT_PRIVATE, context)
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> Lane? {
    context.map { Unmanaged<Lane>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func milliseconds(_ seconds: Double) -> Int { Int(clamping: Int64((seconds * 1000).rounded(.up))) }

  /// Goes on after a pause for the limit on speed.
  func unpause() {
    guard isPaused else { return }
    isPaused = false
    handle.unpause()
  }

  // MARK: Taking in

  private func takeHeader(_ line: UnsafeRawBufferPointer) -> Int {
    head.take(line)
    return line.count
  }

  /// libcurl's writer: any other number than was given ends the transfer.
  private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
    if let budget, budget.delay(now: Sys.monotonicSeconds) > 0 {
      // libcurl keeps these bytes, reads no more, and gives them again when it goes on.
      isPaused = true
      return Int(CURL_WRITEFUNC_PAUSE)
    }
    received += Int64(bytes.count)
    budget?.spend(bytes.count)
    do throws(TransferFailure) {
      let plan = try decided()
      switch plan {
      case .whole, .rest:
        if try !body.store(bytes) { mismatch = "the server's bytes differ from those that are here" }
      case .nothing, .discard:
        discarded += bytes.count
        if discarded > Self.discardedBytes { return 0 }
      case .again, .refuse: return 0
      }
    } catch {
      problem = error
      return 0
    }
    return mismatch == nil ? bytes.count : 0
  }

  private func decided() throws(TransferFailure) -> BodyPlan {
    if let plan { return plan }
    let plan = BodyPlan.of(head, asked: body.question)
    self.plan = plan
    switch plan {
    case .whole(let total): try body.beginWhole(total, head, room: askForRoom)
    case .rest(let offset, let total): try body.beginRest(at: offset, total, room: askForRoom)
    case .nothing: body.beginNothing()
    case .again(let why): mismatch = why
    case .refuse(let failure): problem = failure
    case .discard: break
    }
    return plan
  }

  /// A length that was known before was reserved before; one that the server says only now needs its room now.
  private func askForRoom() throws(TransferFailure) {
    guard request.expectedSize == nil, head.documentLength != nil, let lack = room() else { return }
    throw TransferFailure(.storage, lack, isFull: true)
  }

  // MARK: Ending

  /// What follows when libcurl is done with the handle.
  enum Next {
    /// The handle was set up again and goes back to work.
    case again
    /// This was all.
    case result(TransferResult)
  }

  /// Decides what follows.
  func ended(_ code: CURLcode) -> Next {
    if problem == nil, code == CURLE_OK, plan == nil, mismatch == nil {
      // No byte of a body came: what the head says is all there is.
      do throws(TransferFailure) { _ = try decided() } catch { problem = error }
    }
    if problem == nil, let mismatch { return startOver(mismatch) }
    if let problem { return .result(failed(problem)) }
    // A long error page was cut off by ourselves; its status says all.
    let isCutOff = code == CURLE_WRITE_ERROR && plan == .discard
    guard code == CURLE_OK || isCutOff else {
      return .result(failed(CurlFailure.of(code, handle, address, request.limits)))
    }
    if (300..<400).contains(head.status) { return redirected() }
    if let kind = FailureClass(status: head.status), plan != .nothing {
      return .result(failed(TransferFailure(kind, Self.sentence(head.status, address))))
    }
    if let flaw = body.flaw(plan) ?? body.writtenBadly() { return .result(failed(flaw)) }
    return .result(result(.complete))
  }

  /// Asks for the same document from its beginning; what was there is given up.
  private func startOver(_ why: String) -> Next {
    mismatch = nil
    guard body.question.offset > 0 else {
      return .result(failed(TransferFailure(.badAnswer, "The server's answer does not fit: \(why).")))
    }
    body.forget()
    address = request.address
    redirects = request.redirects
    ask()
    return .again
  }

  private func redirected() -> Next {
    let next: Address
    do throws(TransferFailure) {
      guard let text = handle.text(CURLINFO_REDIRECT_URL) else {
        throw TransferFailure(.badAnswer, "The server answered \(head.status) and did not say where to go.")
      }
      next = try Address(text)
      guard redirects.count < request.limits.redirects else {
        throw TransferFailure(.redirects, "More than \(request.limits.redirects) redirects; the last is to \(next).")
      }
      guard next != request.address, !redirects.contains(next.text) else {
        throw TransferFailure(.redirects, "The redirects go round in a circle by \(next).")
      }
    } catch { return .result(failed(error)) }
    redirects.append(next.text)
    let from = address
    address = next
    guard options.follows(from, next) else { return .result(result(.elsewhere(next))) }
    ask()
    return .again
  }

  /// The result of a transfer that could not begin.
  func unstarted(_ failure: TransferFailure) -> TransferResult { result(.failed(failure)) }

  /// Ends it from outside.
  func stopped() -> TransferResult {
    body.keepProgress()
    body.dropIfWorthless()
    return result(.stopped)
  }

  private func failed(_ failure: TransferFailure) -> TransferResult {
    if failure.kind.treatment == .deferred { body.keepProgress() }
    body.dropIfWorthless()
    return result(.failed(failure))
  }

  private func result(_ ending: TransferResult.Ending) -> TransferResult {
    return TransferResult(
      request: request, ending: ending, status: head.status == 0 ? nil : head.status, bytes: body.length,
      resumed: body.resumed, received: received, finalAddress: address.text, redirects: redirects, etag: head.etag,
      lastModified: head.lastModified, contentType: head.contentType,
      contentLength: head.contentRange?.total ?? head.contentLength,
      retryAfter: head.retrySeconds(now: Sys.secondsSince1970),
      seconds: Sys.monotonicSeconds - begun, httpVersion: head.version.isEmpty ? nil : head.version)
  }

  private static func sentence(_ status: Int, _ address: Address) -> String {
    "\(address.host) answered \(status)."
  }
}
