#include "doc/title_match.h"

#include "doc/title.h"

enum {
    MAX_TITLE = 1000, /* bytes that are compared word by word */
    MAX_WORDS = 256,
    NAME_WORDS = 3, /* of what stands before the colon of a title */
    FEW_TITLES = 50,
    SHARED_PERCENT = 48,
    TOLD_PERCENT = 60,
    MAX_TEXT = 2000, /* bytes of an entry */
    PIECE = 3,       /* letters of a piece of a name that mean something */
};

/* Words that say nothing of what a paper is about. */
static const str empty_words[] = {
    STR_INIT("a"),     STR_INIT("an"),      STR_INIT("and"),  STR_INIT("are"),    STR_INIT("as"),
    STR_INIT("at"),    STR_INIT("by"),      STR_INIT("can"),  STR_INIT("do"),     STR_INIT("does"),
    STR_INIT("for"),   STR_INIT("from"),    STR_INIT("how"),  STR_INIT("in"),     STR_INIT("into"),
    STR_INIT("is"),    STR_INIT("it"),      STR_INIT("of"),   STR_INIT("on"),     STR_INIT("the"),
    STR_INIT("their"), STR_INIT("through"), STR_INIT("to"),   STR_INIT("toward"), STR_INIT("using"),
    STR_INIT("via"),   STR_INIT("we"),      STR_INIT("what"), STR_INIT("with"),   STR_INIT("your"),
};

/* What a field writes in short as often as not: one word, for it says little of a paper. */
static const struct {
    str words, word;
} phrases[] = {
    {STR_INIT("chain of thought"), STR_INIT("cot")},
    {STR_INIT("generative adversarial network"), STR_INIT("gan")},
    {STR_INIT("graph neural network"), STR_INIT("gnn")},
    {STR_INIT("large language model"), STR_INIT("lm")},
    {STR_INIT("large vision language model"), STR_INIT("vlm")},
    {STR_INIT("llm"), STR_INIT("lm")},
    {STR_INIT("language model"), STR_INIT("lm")},
    {STR_INIT("mixture of expert"), STR_INIT("moe")},
    {STR_INIT("reinforcement learning"), STR_INIT("rl")},
    {STR_INIT("retrieval augmented generation"), STR_INIT("rag")},
    {STR_INIT("state space model"), STR_INIT("ssm")},
    {STR_INIT("vision language model"), STR_INIT("vlm")},
};

struct words {
    str at[MAX_WORDS]; /* each once */
    size_t n;
};

/* A word without what inflects it: "models", "quantizing" and "quantization" for one. */
static str stem(str word)
{
    static const str ends[] = {STR_INIT("ization"), STR_INIT("ations"), STR_INIT("izing"),
                               STR_INIT("ation"),   STR_INIT("ized"),   STR_INIT("ings"),
                               STR_INIT("ions"),    STR_INIT("ize"),    STR_INIT("ing"),
                               STR_INIT("ion"),     STR_INIT("ive"),    STR_INIT("ely"),
                               STR_INIT("al"),      STR_INIT("ed"),     STR_INIT("es"),
                               STR_INIT("ly"),      STR_INIT("s"),      STR_INIT("e")};
    if (str_ends(word, STR("ss")))
        return word;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (word.n >= ends[i].n + 4 && str_ends(word, ends[i]))
            return str_sub(word, 0, word.n - ends[i].n);
    return word.n == 4 && str_ends(word, STR("s")) ? str_sub(word, 0, 3) : word;
}

static bool has(const struct words *words, str word)
{
    for (size_t i = 0; i < words->n; i++)
        if (str_eq(words->at[i], word))
            return true;
    return false;
}

static void add(struct words *words, str word)
{
    if (words->n < MAX_WORDS && word.n > 0 && !has(words, word))
        words->at[words->n++] = word;
}

static bool is_empty(str word)
{
    for (size_t i = 0; i < sizeof empty_words / sizeof *empty_words; i++)
        if (str_eq(word, empty_words[i]))
            return true;
    return false;
}

/* How many words at the front of `key` are the phrase. */
static size_t count_phrase(str key, str phrase)
{
    size_t n = 0;
    while (phrase.n > 0) {
        if (!str_eq(stem(str_cut(&key, ' ')), stem(str_cut(&phrase, ' '))))
            return 0;
        n++;
    }
    return n;
}

/* The word at the front of `key`, cut off, a phrase as its short form. */
static str take_word(str *key)
{
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        size_t n = count_phrase(*key, phrases[i].words);
        for (size_t k = 0; k < n; k++)
            str_cut(key, ' ');
        if (n > 0)
            return phrases[i].word;
    }
    return stem(str_cut(key, ' '));
}

/* The words of a text, slices of its key. */
static void read_words(struct words *words, struct buf *key, str text)
{
    title_key(key, text);
    str rest = buf_str(key);
    while (rest.n > 0) {
        str word = take_word(&rest);
        if (!is_empty(word))
            add(words, word);
    }
}

/* The name in front of "Name: What It Does" or "Name - what"; empty: there is none. */
static str name_of(str title)
{
    size_t colon = str_find(title, STR(":")), dash = str_find(title, STR(" - "));
    size_t end = colon < dash ? colon : dash;
    if (end == STR_NPOS)
        return (str){0};
    str name = str_trim(str_sub(title, 0, end)), rest = name;
    size_t words = 0;
    while (words <= NAME_WORDS && title_word(&rest).n > 0)
        words++;
    return words <= NAME_WORDS ? name : (str){0};
}

/* Whether `name` is how `title` begins, word for word. */
static bool begins_with(str title, str name)
{
    for (;;) {
        str wanted = title_word(&name);
        if (wanted.n == 0)
            return true;
        if (!str_eq_nocase(wanted, title_word(&title)))
            return false;
    }
}

static bool share_name(str a, str b)
{
    str one = name_of(a), two = name_of(b);
    return (one.n > 0 && begins_with(b, one)) || (two.n > 0 && begins_with(a, two));
}

/* Words that many titles of any field have, as stems; where a list is short they cannot be counted.
 */
static bool is_common(str word)
{
    static const str common[] = {
        STR_INIT("approach"), STR_INIT("data"),   STR_INIT("deep"),  STR_INIT("efficient"),
        STR_INIT("learn"),    STR_INIT("method"), STR_INIT("model"), STR_INIT("network"),
        STR_INIT("neural"),   STR_INIT("survey"), STR_INIT("train"), STR_INIT("understand"),
    };
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (str_eq(word, common[i]))
            return true;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (str_eq(word, phrases[i].word))
            return true;
    return false;
}

/* What a word weighs: the fewer titles of the list have it, the more. */
static size_t weight_of(const struct title_words *words, str word)
{
    static const size_t parts[] = {8, 32, 128}; /* of all titles */
    const uint32_t *count = map_get(&words->counts, word);
    size_t weight = 1;
    if (words->titles < FEW_TITLES)
        return is_common(word) ? 1 : 2;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        weight += (count ? *count : 1) * parts[i] < words->titles;
    return weight;
}

/* What the words of one title weigh, and of those the ones that another text has too. */
struct weights {
    size_t all, shared;
    size_t heaviest; /* of the shared ones */
};

static struct weights weigh(const struct title_words *words, const struct words *title,
                            const struct words *other)
{
    struct weights weights = {0};
    for (size_t i = 0; i < title->n; i++) {
        size_t weight = weight_of(words, title->at[i]);
        weights.all += weight;
        if (!has(other, title->at[i]))
            continue;
        weights.shared += weight;
        weights.heaviest = weight > weights.heaviest ? weight : weights.heaviest;
    }
    return weights;
}

/*
 * About half of the lighter one is in the other too, and not common words alone unless they are all
 * that it has.
 */
static bool share_words(const struct title_words *words, const struct words *a,
                        const struct words *b)
{
    struct weights one = weigh(words, a, b), two = weigh(words, b, a);
    size_t lighter = one.all < two.all ? one.all : two.all;
    return one.shared == lighter ||
           (one.heaviest > 1 && one.shared * 100 >= lighter * SHARED_PERCENT);
}

/* "Flex" and "Gen" of "FlexGen": the next piece of a name, cut off the front. */
static str take_piece(str *name)
{
    size_t n = 1;
    while (n < name->n && ascii_is_alpha(name->at[n]) &&
           !(name->at[n] >= 'A' && name->at[n] <= 'Z' &&
             ascii_lower(name->at[n - 1]) == name->at[n - 1]))
        n++;
    str piece = str_sub(*name, 0, n);
    *name = str_skip(*name, n);
    return piece;
}

/* Whether a bare name is put together from words of the title. */
static bool is_made_of(str name, const struct words *words)
{
    name = str_trim(name);
    while (name.n > 0) {
        str piece = take_piece(&name);
        for (size_t i = 0; piece.n >= PIECE && i < words->n; i++)
            if (str_starts_nocase(words->at[i], piece) ||
                (words->at[i].n > PIECE && str_starts_nocase(piece, words->at[i])))
                return true;
    }
    return false;
}

bool title_is_told(const struct title_words *words, str text, str known)
{
    struct buf one = {0}, two = {0};
    struct words told = {0}, title = {0};
    read_words(&told, &one, str_sub(text, 0, MAX_TEXT));
    read_words(&title, &two, str_sub(known, 0, MAX_TITLE));
    struct weights weights = weigh(words, &title, &told);
    buf_free(&one);
    buf_free(&two);
    return weights.shared * 100 >= weights.all * TOLD_PERCENT;
}

void title_words_add(struct title_words *words, str title)
{
    struct buf key = {0};
    struct words own = {0};
    read_words(&own, &key, title);
    for (size_t i = 0; i < own.n; i++)
        ++*map_put_copy(&words->counts, own.at[i], 0, NULL);
    words->titles += own.n > 0;
    buf_free(&key);
}

void title_words_free(struct title_words *words)
{
    map_free(&words->counts);
}

bool titles_can_be_one(const struct title_words *words, str own, str known)
{
    if (own.n > MAX_TITLE || known.n > MAX_TITLE)
        return true;
    struct buf one = {0}, two = {0};
    struct words a = {0}, b = {0};
    read_words(&a, &one, own);
    read_words(&b, &two, known);
    bool fine = a.n == 0 || b.n == 0 || share_words(words, &a, &b) || share_name(own, known) ||
                (a.n == 1 && is_made_of(own, &b));
    buf_free(&one);
    buf_free(&two);
    return fine;
}
