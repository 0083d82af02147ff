#include "lint/fingerprint.h"

#include "base/hash.h"
#include "lint/locate.h"

static uint64_t add_without_blanks(uint64_t hash, str text)
{
    return hash_field(hash_add_unblanked(hash, text), (str){NULL, 0});
}

static uint64_t add_heading(uint64_t hash, const struct document *doc, uint32_t offset)
{
    uint32_t heading = locate_heading(doc, offset);
    hash = hash_field(hash, STR("section"));
    return hash_field(hash, heading == NO_INDEX ? (str){NULL, 0} : doc->sections[heading].slug);
}

uint64_t fingerprint_fault(const struct document *doc, const struct draft *draft)
{
    uint64_t hash = hash_field(HASH_START, str_from(draft->finding.rule->id));
    if (draft->discriminated)
        return hash_field(hash, draft->discriminator);
    return add_without_blanks(hash, document_text(doc, draft->finding.span));
}

uint64_t fingerprint_of(const struct document *doc, const struct draft *draft)
{
    const struct finding *finding = &draft->finding;
    uint64_t hash = hash_field(HASH_START, str_from(finding->rule->id));
    if (finding->entry != NO_INDEX) {
        hash = hash_field(hash, STR("entry"));
        hash = hash_field(hash, doc->entries[finding->entry].key);
    } else {
        hash = add_heading(hash, doc, finding->span.start);
    }
    if (draft->discriminated)
        return hash_field(hash, draft->discriminator);
    return add_without_blanks(hash, document_text(doc, finding->span));
}
