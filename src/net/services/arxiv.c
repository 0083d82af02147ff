#include "net/service.h"

#include "base/percent.h"
#include "net/atom.h"

/*
 * arXiv's API: 100 ids a request, `max_results` set, or ten come back; one request in three seconds
 * over one connection (help/api/tou); entries come in any order, what does not exist is left out,
 * and one id that is malformed makes an error of the whole (arxiv.py issues 19, 74, 82). It is
 * behind the pages by hours, and at times by days (scirate issues 511, 514): of what is new the
 * pages know first, the next version of an old paper too.
 */
enum { PACE = 3000, WAIT = 30000, ID_MOST = 40, NEW_MONTHS = 3 };

static size_t digits(str s)
{
    size_t n = 0;
    while (n < s.n && ascii_is_digit(s.at[n]))
        n++;
    return n;
}

/* "2401.00001", "0704.0001": the length of it, 0 where it is none. */
static size_t new_form(str s)
{
    size_t month = digits(s);
    if (month != 4 || s.n < 9 || s.at[4] != '.')
        return 0;
    size_t number = digits(str_skip(s, 5));
    return number == 4 || number == 5 ? 5 + number : 0;
}

/* "hep-th/9901001", "math.CA/0611800": the same; `*subject` becomes where the class begins. */
static size_t old_form(str s, size_t *subject)
{
    size_t archive = 0;
    while (archive < s.n && (ascii_is_alpha(s.at[archive]) || s.at[archive] == '-'))
        archive++;
    size_t end = *subject = archive;
    if (end < s.n && s.at[end] == '.')
        for (end++; end < s.n && (ascii_is_alpha(s.at[end]) || s.at[end] == '-'); end++)
            ;
    if (archive < 2 || end >= s.n || s.at[end] != '/' || digits(str_skip(s, end + 1)) != 7)
        return 0;
    return end + 8;
}

/* The id in front of `rest`, in arXiv's own spelling, and its version, 0 for none. What stands
 * behind it is left in `rest`. */
static bool read_id(str *rest, struct buf *out, uint32_t *version)
{
    size_t subject = 0, n = new_form(*rest);
    bool is_new = n > 0;
    if (!is_new)
        n = old_form(*rest, &subject);
    if (n == 0 || n > ID_MOST)
        return false;
    size_t skipped = subject;
    while (!is_new && rest->at[skipped] != '/')
        skipped++;
    for (size_t i = 0; i < n; i++)
        if (is_new || i < subject || i >= skipped)
            buf_add_char(out, ascii_lower(rest->at[i]));
    *rest = str_skip(*rest, n);
    *version = 0;
    if (rest->n > 1 && ascii_lower(rest->at[0]) == 'v') {
        size_t count = digits(str_skip(*rest, 1));
        if (!str_to_u32(str_sub(*rest, 1, 1 + count), version) || *version == 0)
            return false;
        *rest = str_skip(*rest, 1 + count);
    }
    return true;
}

static bool read_url(const struct service_url *url, struct buf *out, uint32_t *version)
{
    struct buf text = {0};
    percent_decode(&text, url->rest);
    str rest = buf_str(&text);
    bool fine = read_id(&rest, out, version);
    if (str_starts_nocase(rest, STR(".pdf")))
        rest = str_skip(rest, 4);
    /* A file of a paper, such as a picture, is one that may be missing by itself. */
    fine = fine && (rest.n == 0 || str_eq(rest, STR("/")));
    buf_free(&text);
    return fine;
}

static bool key(const struct service_url *url, struct buf *out)
{
    uint32_t version;
    if (read_url(url, out, &version))
        return true;
    buf_clear(out);
    return false;
}

static void ask(struct service_request *out, str endpoint, const str *keys, size_t count)
{
    buf_printf(&out->url, "%.*s?max_results=%zu&id_list=", STR_ARG(endpoint), count);
    for (size_t i = 0; i < count; i++)
        buf_printf(&out->url, "%s%.*s", i ? "," : "", STR_ARG(keys[i]));
}

static bool has_word(str text, str word)
{
    return str_find_nocase(text, word) != STR_NPOS;
}

/* A withdrawn paper is a new version without a PDF, whose comment gives the reason (help/withdraw).
 */
static bool is_withdrawn(const struct atom_entry *entry)
{
    static const str words[] = {
        STR_INIT("this paper has been withdrawn"), STR_INIT("this submission has been withdrawn"),
        STR_INIT("this article has been withdrawn"), STR_INIT("withdrawn by")};
    if (!entry->has_pdf && has_word(entry->comment, STR("withdraw")))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(entry->summary, words[i]) || has_word(entry->comment, words[i]))
            return !entry->has_pdf || str_starts_nocase(str_trim(entry->summary), words[i]);
    return false;
}

static void take(const struct atom_entry *entry, str id, uint32_t version,
                 struct service_result *result)
{
    result->state = SERVICE_THERE;
    result->has_paper = true;
    result->paper = (struct paper_facts){
        .id = id,
        .title = entry->title,
        .authors = entry->authors,
        .published = str_sub(entry->published, 0, 10),
        .doi = entry->doi,
        .journal = entry->journal,
        .version = version,
        .withdrawn = is_withdrawn(entry),
    };
}

struct reading {
    const str *keys;
    size_t count, found;
    bool is_error; /* one entry that is no paper tells what was wrong */
    struct arena *arena;
    struct service_result *results;
};

static void take_entry(void *self, const struct atom_entry *entry)
{
    struct reading *reading = self;
    size_t at = str_find(entry->id, STR("/abs/"));
    str rest = at == STR_NPOS ? (str){0} : str_skip(entry->id, at + 5);
    struct buf id = {0};
    uint32_t version;
    if (read_id(&rest, &id, &version)) {
        for (size_t i = 0; i < reading->count; i++)
            if (str_eq(buf_str(&id), reading->keys[i])) {
                take(entry, reading->keys[i], version, &reading->results[i]);
                reading->found++;
            }
    } else {
        reading->is_error = true;
    }
    buf_free(&id);
}

/* Whether an id is of the last months before a feed was made, or nobody knows. */
static bool is_new(str id, str updated)
{
    uint32_t number, year, month;
    if (new_form(id) == 0)
        return false;
    if (updated.n < 7 || !str_to_u32(str_sub(id, 0, 4), &number) ||
        !str_to_u32(str_sub(updated, 0, 4), &year) || !str_to_u32(str_sub(updated, 5, 7), &month))
        return true;
    return (2000 + number / 100) * 12 + number % 100 + NEW_MONTHS > year * 12 + month;
}

/*
 * Which of the ids that did not come back do not exist: all that are not new, unless the answer was
 * cut short or holds an entry of which nobody knows; a feed without any entry has been an accident
 * before, so that it has to be said twice.
 */
static void settle_rest(const struct reading *reading, const struct atom_feed *feed)
{
    bool is_cut = reading->is_error || (feed->per_page > 0 && feed->per_page < reading->count);
    enum service_state state = feed->per_page == 0  ? SERVICE_DOUBTFUL
                               : reading->found > 0 ? SERVICE_ABSENT
                                                    : SERVICE_MISSED;
    for (size_t i = 0; !is_cut && i < reading->count; i++)
        if (reading->results[i].state == SERVICE_UNTOLD)
            reading->results[i].state =
                is_new(reading->keys[i], feed->updated) ? SERVICE_DOUBTFUL : state;
}

static enum service_reply read(const struct fetch_answer *answer, const str *keys, size_t count,
                               struct arena *arena, struct service_result *results)
{
    enum service_reply reply = service_reply(answer);
    if (reply == REPLY_PAGES) /* who goes on after a 403 counts as an attacker (help/robots) */
        return REPLY_STOP;
    if (answer->status == 406) /* its wall has said so when it meant 429 */
        return REPLY_WAIT;
    if (reply != REPLY_FINE)
        return reply;
    struct reading reading = {keys, count, 0, false, arena, results};
    struct atom_feed feed = {0};
    if (!atom_read(answer->body, arena, &feed, take_entry, &reading))
        return REPLY_AGAIN;
    if (reading.is_error && reading.found == 0)
        return REPLY_SPLIT;
    settle_rest(&reading, &feed);
    return REPLY_FINE;
}

static bool judge(const struct service_url *url, const struct service_result *result,
                  struct judgement *out, struct buf *final)
{
    (void) final;
    struct buf id = {0};
    uint32_t version = 0;
    read_url(url, &id, &version);
    buf_free(&id);
    if (result->paper.version == 0 || version <= result->paper.version)
        return true;
    out->verdict = VERDICT_GONE;
    out->cause = "no-such-version";
    out->reason = "arXiv has the paper, but not that version of it";
    return version > result->paper.version + 1;
}

static const struct service_pattern patterns[] = {
    {"arxiv.org", "/abs/", 0},
    {"arxiv.org", "/pdf/", 0},
    {"arxiv.org", "/html/", 0},
    {"arxiv.org", "/format/", 0},
    {"export.arxiv.org", "/abs/", 0},
    {"export.arxiv.org", "/pdf/", 0},
    {"ar5iv.org", "/abs/", 0},
    {"ar5iv.org", "/html/", 0},
    {"ar5iv.labs.arxiv.org", "/html/", 0},
    {"ar5iv.labs.arxiv.org", "/abs/", 0},
    {"alphaxiv.org", "/abs/", 0},
    {"huggingface.co", "/papers/", 0},
    {"doi.org", "/10.48550/arxiv.", 0},
    {"dx.doi.org", "/10.48550/arxiv.", 0},
    {NULL, NULL, 0},
};

const struct service service_arxiv = {
    .name = "arxiv",
    .site = "arxiv.org",
    .patterns = patterns,
    .endpoint = "https://export.arxiv.org/api/query",
    .batch = 100,
    .at_once = 1,
    .rate = 1.0 / 3,
    .pace = PACE,
    .wait = WAIT,
    .absent = "arXiv has no paper of this id",
    .unanswered = "arXiv could not be asked",
    .key = key,
    .ask = ask,
    .read = read,
    .judge = judge,
};
