/*
 * name_table: a resolver of a test's own. Names and what each ask for them finds, after as long as
 * the test's clock says; no thread, no network.
 */
#ifndef CURLINT_TESTS_NAME_TABLE_H
#define CURLINT_TESTS_NAME_TABLE_H

#include "net/address.h"
#include "net/resolve.h"

#include <netdb.h>
#include <string.h>

struct name_record {
    const char *host;
    enum resolve_status status;
    /* As written, blanks between; "|" before what a second ask and later ones find. */
    const char *addresses;
    int64_t delay_ms;
    unsigned asked; /* counted here */
};

/* Ends with a NULL host. Other hosts are not there. */
static inline void name_table_look_up(void *self, const char *host, struct resolve_found *found)
{
    struct name_record *record = self;
    while (record->host && strcmp(record->host, host) != 0)
        record++;
    found->status = record->host ? record->status : RESOLVE_NO_NAME;
    if (found->status == RESOLVE_NO_NAME) {
        found->code = EAI_NONAME;
        found->why = "Name or service not known";
    } else if (found->status == RESOLVE_TRY_AGAIN) {
        found->code = EAI_AGAIN;
        found->why = "Temporary failure in name resolution";
    }
    if (!record->host)
        return;
    found->delay_ms = record->delay_ms;
    str rest = str_from(record->addresses), now = str_cut(&rest, '|');
    if (record->asked++ > 0 && rest.at)
        now = rest;
    while (now.at && found->status == RESOLVE_OK) {
        struct resolve_address address = {0};
        if (address_parse(str_trim(str_cut(&now, ' ')), &address.address, &address.length))
            vec_push(&found->addresses, address);
    }
}

static inline struct resolve_source name_table_source(struct name_record *records)
{
    return (struct resolve_source){.look_up = name_table_look_up, .direct = true, .self = records};
}

#endif
