#pragma once
#include <curl/curl.h>

// CURLVERSION_NOW is a macro over an enumeration and is not imported.
static inline curl_version_info_data *sluice_curl_version(void) { return curl_version_info(CURLVERSION_NOW); }

// curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt are variadic: one typed line for each kind of value.
typedef size_t (*sluice_curl_receiver)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode sluice_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode sluice_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode sluice_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode sluice_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode sluice_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode sluice_curl_set_receiver(CURL *handle, CURLoption option, sluice_curl_receiver value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode sluice_curl_get_long(CURL *handle, CURLINFO what, long *value) {
  return curl_easy_getinfo(handle, what, value);
}
static inline CURLcode sluice_curl_get_offset(CURL *handle, CURLINFO what, curl_off_t *value) {
  return curl_easy_getinfo(handle, what, value);
}
static inline CURLcode sluice_curl_get_text(CURL *handle, CURLINFO what, char **value) {
  return curl_easy_getinfo(handle, what, value);
}
static inline CURLMcode sluice_curl_multi_set_long(CURLM *handle, CURLMoption option, long value) {
  return curl_multi_setopt(handle, option, value);
}
