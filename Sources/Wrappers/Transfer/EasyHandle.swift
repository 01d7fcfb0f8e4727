internal import CCurl
import SystemCalls

/// The one owner of a libcurl easy handle: typed options in, typed facts out.
///
/// A handle keeps nothing of the last transfer but what `reset` leaves (libcurl: connections and names live in the multi
/// handle's cache), so handles are used again and again.
final class EasyHandle {
  let raw: UnsafeMutableRawPointer
  private var headers: UnsafeMutablePointer<curl_slist>?
  private let words: UnsafeMutablePointer<CChar>

  init?() {
    guard let raw = curl_easy_init() else { return nil }
    self.raw = raw
    // CURL_ERROR_SIZE of curl.h.
    words = .allocate(capacity: 256)
    words.initialize(repeating: 0, count: 256)
  }

  deinit {
    curl_easy_cleanup(raw)
    curl_slist_free_all(headers)
    words.deallocate()
  }

  /// Forgets all options; connections stay.
  func reset() {
    curl_easy_reset(raw)
    curl_slist_free_all(headers)
    headers = nil
    words[0] = 0
    _ = sluice_curl_set_pointer(raw, CURLOPT_ERRORBUFFER, words)
  }

  func set(_ option: CURLoption, _ value: Int) { _ = sluice_curl_set_long(raw, option, value) }
  func set(_ option: CURLoption, offset value: Int64) { _ = sluice_curl_set_offset(raw, option, curl_off_t(value)) }
  func set(_ option: CURLoption, _ value: String?) {
    if let value { _ = sluice_curl_set_text(raw, option, value) } else { _ = sluice_curl_set_text(raw, option, nil) }
  }
  func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) { _ = sluice_curl_set_pointer(raw, option, value) }
  func set(_ option: CURLoption, _ value: sluice_curl_receiver) { _ = sluice_curl_set_receiver(raw, option, value) }

  /// The request's own header lines; libcurl keeps pointing at them.
  func set(headers lines: [String]) {
    curl_slist_free_all(headers)
    headers = nil
    for line in lines { headers = curl_slist_append(headers, line) ?? headers }
    _ = sluice_curl_set_list(raw, CURLOPT_HTTPHEADER, headers)
  }

  func number(_ what: CURLINFO) -> Int {
    var value = 0
    return sluice_curl_get_long(raw, what, &value) == CURLE_OK ? value : 0
  }

  func offset(_ what: CURLINFO) -> Int64 {
    var value: curl_off_t = 0
    return sluice_curl_get_offset(raw, what, &value) == CURLE_OK ? Int64(value) : 0
  }

  func text(_ what: CURLINFO) -> String? {
    var value: UnsafeMutablePointer<CChar>?
    guard sluice_curl_get_text(raw, what, &value) == CURLE_OK, let value else { return nil }
    return String(cString: value)
  }

  /// Goes on with a transfer whose receiver answered that it pauses.
  func unpause() { curl_easy_pause(raw, CURLPAUSE_CONT) }

  /// libcurl's own words for what went wrong.
  func complaint(_ code: CURLcode) -> String {
    let own = String(cString: words)
    return own.isEmpty ? String(cString: curl_easy_strerror(code)) : own
  }
}
