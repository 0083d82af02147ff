#include "net/fetch_private.h"

#include <curl/header.h>

/* By CURLcode; what is not here is FETCH_BROKEN. */
static const unsigned char faults[] = {
    [CURLE_OK] = FETCH_FINE,
    [CURLE_UNSUPPORTED_PROTOCOL] = FETCH_NO_HTTP, /* HTTP/0.9 */
    [CURLE_COULDNT_RESOLVE_HOST] = FETCH_NAME,
    [CURLE_COULDNT_RESOLVE_PROXY] = FETCH_NAME,
    [CURLE_COULDNT_CONNECT] = FETCH_CONNECT,
    [CURLE_WEIRD_SERVER_REPLY] = FETCH_NO_HTTP,
    [CURLE_HTTP2] = FETCH_HTTP2,
    [CURLE_PARTIAL_FILE] = FETCH_CUT,
    [CURLE_OPERATION_TIMEDOUT] = FETCH_TIMEOUT,
    [CURLE_SSL_CONNECT_ERROR] = FETCH_TLS,
    [CURLE_ABORTED_BY_CALLBACK] = FETCH_FORBIDDEN,
    [CURLE_GOT_NOTHING] = FETCH_CUT,
    [CURLE_SEND_ERROR] = FETCH_CUT,
    [CURLE_RECV_ERROR] = FETCH_CUT,
    [CURLE_SSL_CERTPROBLEM] = FETCH_TLS,
    [CURLE_SSL_CIPHER] = FETCH_TLS,
    [CURLE_PEER_FAILED_VERIFICATION] = FETCH_CERTIFICATE,
    [CURLE_BAD_CONTENT_ENCODING] = FETCH_NO_HTTP,
    [CURLE_SSL_ISSUER_ERROR] = FETCH_CERTIFICATE,
    [CURLE_SSL_INVALIDCERTSTATUS] = FETCH_CERTIFICATE,
    [CURLE_HTTP2_STREAM] = FETCH_HTTP2,
    [CURLE_SSL_CLIENTCERT] = FETCH_TLS,
};

/* Whether a handshake failed because the other side went away; only the text tells. */
static bool is_cut_off(const struct fetch_slot *slot)
{
    str words = str_from(slot->words);
    return str_has(words, STR("SSL_ERROR_SYSCALL")) || str_has_words(words, STR("reset")) ||
           str_has(words, STR("unexpected eof"));
}

static enum fetch_fault fault_of(const struct fetch_slot *slot, int code)
{
    if (code == CURLE_OK && !slot->header_ended)
        return FETCH_CUT;
    if (code == CURLE_ABORTED_BY_CALLBACK && slot->sent > SENT_MOST)
        return slot->tls && !slot->http1 ? FETCH_HTTP2 : FETCH_CUT;
    if (slot->forbidden && (code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK))
        return FETCH_FORBIDDEN;
    if (code == CURLE_WRITE_ERROR && slot->cut)
        return FETCH_FINE;
    if (code == CURLE_SSL_CONNECT_ERROR && is_cut_off(slot))
        return FETCH_CUT;
    bool known = code >= 0 && (size_t)code < sizeof faults && faults[code] != FETCH_FINE;
    return code == CURLE_OK ? FETCH_FINE : known ? (enum fetch_fault)faults[code] : FETCH_BROKEN;
}

/* What OpenSSL found (x509_vfy.h); a name that does not fit libcurl finds itself, and sets none. */
static const char *certificate_fault(const struct fetch_slot *slot)
{
    static const struct {
        long result;
        const char *fault;
    } results[] = {
        {0, "certificate-name"},
        {1, "certificate-name"},
        /* unset as yet */ {9, "certificate-not-yet-valid"},
        {10, "certificate-expired"},
        {18, "certificate-self-signed"},
        {19, "certificate-unknown-root"},
        {20, "certificate-unknown-issuer"},
        {21, "certificate-incomplete"},
        {23, "certificate-revoked"},
        {62, "certificate-name"},
    };
    long result = 0;
    slot->curl->easy_getinfo(slot->easy, CURLINFO_SSL_VERIFYRESULT, &result);
    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++)
        if (results[i].result == result)
            return results[i].fault;
    return "certificate-invalid";
}

static bool has_passed(const struct fetch_slot *slot, CURLINFO time)
{
    curl_off_t at = 0;
    slot->curl->easy_getinfo(slot->easy, time, &at);
    return at > 0;
}

static enum phase phase_of(const struct fetch_slot *slot, const struct fetch_answer *answer)
{
    if (answer->fault == FETCH_FINE)
        return PHASE_DONE;
    if (answer->status)
        return PHASE_BODY;
    if (answer->fault == FETCH_NAME)
        return PHASE_RESOLVE;
    if (answer->fault == FETCH_TLS || answer->fault == FETCH_CERTIFICATE)
        return PHASE_TLS;
    if (has_passed(slot, CURLINFO_PRETRANSFER_TIME_T))
        return PHASE_HEADER;
    if (!has_passed(slot, CURLINFO_CONNECT_TIME_T))
        return PHASE_CONNECT;
    return slot->tls && !has_passed(slot, CURLINFO_APPCONNECT_TIME_T) ? PHASE_TLS : PHASE_SEND;
}

static void read_headers(struct fetch_answer *answer, const struct fetch_slot *slot)
{
    static const char *const names[FETCH_HEADER_COUNT] = {
        [FETCH_LOCATION] = "location",
        [FETCH_CONTENT_TYPE] = "content-type",
        [FETCH_RETRY_AFTER] = "retry-after",
        [FETCH_CF_MITIGATED] = "cf-mitigated",
        [FETCH_AMZN_WAF_ACTION] = "x-amzn-waf-action",
        [FETCH_RATELIMIT] = "ratelimit",
        [FETCH_RATELIMIT_REMAINING] = "ratelimit-remaining",
        [FETCH_RATELIMIT_RESET] = "ratelimit-reset",
        [FETCH_X_RATELIMIT_REMAINING] = "x-ratelimit-remaining",
        [FETCH_X_RATELIMIT_RESET] = "x-ratelimit-reset",
        [FETCH_SERVER] = "server",
    };
    struct curl_header *header;
    for (size_t i = 0; i < FETCH_HEADER_COUNT; i++)
        if (slot->curl->easy_header(slot->easy, names[i], 0, CURLH_HEADER, -1, &header) ==
            CURLHE_OK)
            answer->headers[i] = str_trim(str_from(header->value));
    answer->sets_cookies = slot->curl->easy_header(slot->easy, "set-cookie", 0, CURLH_HEADER, -1,
                                                   &header) == CURLHE_OK;
}

/* All cookies that the handle knows, those of the chain before included. */
static void read_cookies(struct fetch_answer *answer, struct fetch_slot *slot)
{
    enum { COOKIE_BYTES = 32 * 1024 };
    struct curl_slist *cookies = NULL;
    slot->curl->easy_getinfo(slot->easy, CURLINFO_COOKIELIST, &cookies);
    for (const struct curl_slist *at = cookies; at; at = at->next)
        if (slot->cookies.n < COOKIE_BYTES)
            buf_printf(&slot->cookies, "%s\n", at->data);
    slot->curl->slist_free_all(cookies);
    answer->cookies = buf_str(&slot->cookies);
}

void fetch_read_answer(struct fetch_answer *answer, struct fetch_slot *slot, int curl_code)
{
    *answer = (struct fetch_answer){
        .job = slot->job,
        .method = slot->method,
        .range = slot->range,
        .fault = fault_of(slot, curl_code),
        .curl_code = curl_code,
        .forbidden = slot->forbidden,
        .body = buf_str(&slot->body),
        .cut = slot->cut,
    };
    long status = 0, error = 0, connections = 0;
    curl_off_t took = 0;
    char *address = NULL;
    slot->curl->easy_getinfo(slot->easy, CURLINFO_RESPONSE_CODE, &status);
    slot->curl->easy_getinfo(slot->easy, CURLINFO_OS_ERRNO, &error);
    slot->curl->easy_getinfo(slot->easy, CURLINFO_NUM_CONNECTS, &connections);
    slot->curl->easy_getinfo(slot->easy, CURLINFO_TOTAL_TIME_T, &took);
    slot->curl->easy_getinfo(slot->easy, CURLINFO_PRIMARY_IP, &address);
    answer->status = slot->header_ended ? (int)status : 0;
    answer->system_error = answer->fault == FETCH_CONNECT ? (int)error : 0;
    answer->reused = connections == 0;
    answer->took = took / 1000;
    answer->address = str_from(address);
    if (answer->fault == FETCH_CERTIFICATE)
        answer->certificate_fault = certificate_fault(slot);
    answer->phase = phase_of(slot, answer);
    read_headers(answer, slot);
    if (answer->sets_cookies)
        read_cookies(answer, slot);
}
