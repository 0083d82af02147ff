#include "net/idna.h"

#include "base/mem.h"
#include "base/utf8.h"

/* RFC 3492, section 5. */
enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, FIRST_BIAS = 72, FIRST_CODE = 128 };
enum { LABEL_BYTES = 63, HOST_BYTES = 253 };

/* Section 6.1. */
static uint32_t adapt(uint32_t delta, uint32_t points, bool first)
{
    delta = first ? delta / DAMP : delta / 2;
    delta += delta / points;
    uint32_t k = 0;
    for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
        delta /= BASE - T_MIN;
    return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static char digit(uint32_t value)
{
    return (char)(value < 26 ? 'a' + value : '0' + (value - 26));
}

/* A number in digits of growing weight. */
static void add_number(struct buf *out, uint32_t number, uint32_t bias)
{
    for (uint32_t k = BASE;; k += BASE) {
        uint32_t t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
        if (number < t)
            break;
        buf_add_char(out, digit(t + (number - t) % (BASE - t)));
        number = (number - t) / (BASE - t);
    }
    buf_add_char(out, digit(number));
}

/* Section 6.3; a label has at most 63 characters, so nothing overflows. */
static void add_punycode(struct buf *out, const int32_t *codes, uint32_t count)
{
    uint32_t done = 0;
    for (uint32_t i = 0; i < count; i++)
        if (codes[i] < FIRST_CODE) {
            buf_add_char(out, (char)codes[i]);
            done++;
        }
    uint32_t ascii = done, delta = 0, bias = FIRST_BIAS;
    int32_t code = FIRST_CODE;
    if (ascii)
        buf_add_char(out, '-');
    while (done < count) {
        int32_t next = INT32_MAX;
        for (uint32_t i = 0; i < count; i++)
            if (codes[i] >= code && codes[i] < next)
                next = codes[i];
        delta += (uint32_t)(next - code) * (done + 1);
        code = next;
        for (uint32_t i = 0; i < count; i++) {
            delta += codes[i] < code;
            if (codes[i] != code)
                continue;
            add_number(out, delta, bias);
            bias = adapt(delta, done + 1, done == ascii);
            delta = 0;
            done++;
        }
        delta++;
        code++;
    }
}

static bool add_label(struct buf *out, str label)
{
    int32_t codes[LABEL_BYTES];
    uint32_t count = 0;
    bool ascii = true;
    size_t start = out->n;
    while (label.n) {
        int32_t code;
        label = str_skip(label, utf8_next(label, &code));
        if (code < 0 || count == LABEL_BYTES)
            return false;
        ascii = ascii && code < FIRST_CODE;
        codes[count++] = code;
    }
    if (!ascii) {
        buf_add(out, STR("xn--"));
        add_punycode(out, codes, count);
    } else {
        for (uint32_t i = 0; i < count; i++)
            buf_add_char(out, (char)codes[i]);
    }
    return out->n > start && out->n - start <= LABEL_BYTES;
}

bool idna_to_ascii(struct buf *out, str host)
{
    struct buf lower = {0};
    utf8_add_lower(&lower, host);
    size_t start = out->n;
    bool fine = lower.n > 0;
    for (str rest = buf_str(&lower); fine && rest.at;) {
        fine = add_label(out, str_cut(&rest, '.'));
        if (rest.at)
            buf_add_char(out, '.');
    }
    buf_free(&lower);
    return fine && out->n - start <= HOST_BYTES;
}
