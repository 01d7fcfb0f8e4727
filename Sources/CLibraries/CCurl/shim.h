#pragma once
#include <curl/curl.h>

// CURLVERSION_NOW is a macro over an enumeration and is not imported.
static inline curl_version_info_data *sluice_curl_version(void) { return curl_version_info(CURLVERSION_NOW); }
