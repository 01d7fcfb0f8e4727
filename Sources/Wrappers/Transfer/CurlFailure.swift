internal import CCurl

/// libcurl's codes as our classes.
enum CurlFailure {
  /// The failure of a transfer that libcurl ended with a code.
  static func of(
    _ code: CURLcode, _ handle: EasyHandle, _ address: Address, _ limits: TransferLimits
  ) -> TransferFailure {
    let kind = kind(code, handle, limits)
    return TransferFailure(kind, "\(address.host): \(handle.complaint(code)).")
  }

  private static func kind(_ code: CURLcode, _ handle: EasyHandle, _ limits: TransferLimits) -> FailureClass {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: .nameResolution
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: .proxy
    case CURLE_COULDNT_CONNECT: .connect
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
      CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED, CURLE_SSL_CLIENTCERT:
      .tls
    case CURLE_OPERATION_TIMEDOUT: timeOut(handle, limits)
    case CURLE_PARTIAL_FILE: .shortBody
    case CURLE_URL_MALFORMAT: .address
    // No HTTP at all is an unsupported protocol to libcurl; the scheme itself was looked at before.
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_RANGE_ERROR,
      CURLE_HTTP_RETURNED_ERROR:
      .badAnswer
    // Send and receive errors, empty replies, broken HTTP/2 streams, and whatever a later libcurl adds.
    default: .reset
    }
  }

  /// libcurl has one code for three limits, and tells them apart only in words; what was measured is plainer.
  private static func timeOut(_ handle: EasyHandle, _ limits: TransferLimits) -> FailureClass {
    let (asked, took) = (handle.offset(CURLINFO_PRETRANSFER_TIME_T), handle.offset(CURLINFO_TOTAL_TIME_T))
    // Both in microseconds; the request never went out, or the whole time is over.
    if asked == 0 || limits.totalSeconds > 0 && Double(took) >= limits.totalSeconds * 1e6 { return .timeOut }
    return .slow
  }
}
