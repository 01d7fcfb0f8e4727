internal import CCurl

/// The one owner of a libcurl multi handle: many transfers on one thread, with their connections and names.
final class MultiHandle {
  private let raw: UnsafeMutableRawPointer
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init?(connections: Int) {
    guard Self.isReady, let raw = curl_multi_init() else { return nil }
    self.raw = raw
    // Kept open for the next transfer; libcurl's own default is four for each handle at work, which forgets them all
    // whenever the work pauses.
    _ = sluice_curl_multi_set_long(raw, CURLMOPT_MAXCONNECTS, connections)
    _ = sluice_curl_multi_set_long(raw, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
  }

  deinit { curl_multi_cleanup(raw) }

  func add(_ handle: EasyHandle) -> Bool { curl_multi_add_handle(raw, handle.raw) == CURLM_OK }

  func remove(_ handle: EasyHandle) { curl_multi_remove_handle(raw, handle.raw) }

  /// Moves every transfer as far as it goes without waiting.
  func perform() {
    var running: CInt = 0
    curl_multi_perform(raw, &running)
  }

  /// The next transfer that ended: the handle and libcurl's code.
  func nextEnded() -> (raw: UnsafeMutableRawPointer, code: CURLcode)? {
    var left: CInt = 0
    while let message = curl_multi_info_read(raw, &left) {
      if message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle {
        return (easy, message.pointee.data.result)
      }
    }
    return nil
  }

  /// Waits until something can move; less when the time is over or a signal came.
  func wait(milliseconds: Int) {
    var ready: CInt = 0
    curl_multi_poll(raw, nil, 0, CInt(clamping: milliseconds), &ready)
  }
}
