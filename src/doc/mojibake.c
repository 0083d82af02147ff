#include "doc/mojibake.h"

#include "base/utf8.h"

/* Windows-1252, 0x80 to 0x9F; 0 where it has no character (the WHATWG table). */
static const uint16_t high_half[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

struct range {
    int32_t first, last;
};

/* Blocks whose characters stand in lists of papers. */
static const struct range plausible[] = {
    {0x00a0, 0x07ff}, {0x0900, 0x11ff},   {0x1e00, 0x2bff},   {0x2e80, 0x9fff},   {0xac00, 0xd7a3},
    {0xf900, 0xfaff}, {0xfe00, 0xfe0f},   {0xfe30, 0xfe4f},   {0xfeff, 0xfeff},   {0xff00, 0xffef},
    {0xfffd, 0xfffd}, {0x1d400, 0x1d7ff}, {0x1f000, 0x1faff}, {0x20000, 0x2fa1f},
};

/* A character that was made of several. */
struct piece {
    int32_t code;
    unsigned char bytes[4];
    size_t count;  /* bytes, as many as characters were read */
    size_t length; /* of those characters in the source */
    bool odd;      /* no language has these next to each other */
};

static int to_byte(int32_t code)
{
    if (code >= 0x80 && code <= 0xff)
        return code;
    for (int i = 0; i < 32; i++)
        if (high_half[i] == code && code)
            return 0x80 + i;
    return -1;
}

static bool is_plausible(int32_t code)
{
    for (size_t i = 0; i < sizeof plausible / sizeof plausible[0]; i++)
        if (code >= plausible[i].first && code <= plausible[i].last)
            return true;
    return false;
}

/* Quotes, dashes, an ellipsis, a no-break space: these follow any word. */
static bool follows_words(unsigned char byte)
{
    switch (byte) {
    case 0x82: /* low quote */
    case 0x84:
    case 0x85: /* ellipsis */
    case 0x8b: /* angle quotes */
    case 0x9b:
    case 0x91: /* quotes */
    case 0x92:
    case 0x93:
    case 0x94:
    case 0x95: /* bullet */
    case 0x96: /* dashes */
    case 0x97:
    case 0xa0:
    case 0xab:
    case 0xbb:
        return true;
    default:
        return false;
    }
}

static bool is_odd(const struct piece *piece)
{
    unsigned char lead = piece->bytes[0], second = piece->bytes[1];
    if (piece->count == 4 || piece->code == 0xfeff || piece->code == 0xfffd)
        return true;
    if (piece->count == 2) {
        bool common = lead <= 0xc5 || (lead >= 0xce && lead <= 0xd1);
        return common && !follows_words(second);
    }
    if (lead == 0xe2) /* "â" ends no word, so a dash or quote behind it is odd too */
        return !follows_words(second) || (second != 0xa0 && !follows_words(piece->bytes[2]));
    /* Czech and Slovak put s and z with a caron behind an accented vowel. */
    return !follows_words(second) && second != 0x9a && second != 0x9e;
}

static size_t sequence_length(int byte)
{
    if (byte >= 0xc2 && byte <= 0xdf)
        return 2;
    if (byte >= 0xe0 && byte <= 0xef)
        return 3;
    return byte >= 0xf0 && byte <= 0xf4 ? 4 : 0;
}

static bool read_piece(str s, struct piece *piece)
{
    *piece = (struct piece){0};
    size_t wanted = 1;
    while (piece->count < wanted) {
        str rest = str_skip(s, piece->length);
        if (rest.n == 0)
            return false;
        int32_t code;
        size_t n = utf8_next(rest, &code);
        int byte = to_byte(code);
        if (piece->count == 0)
            wanted = sequence_length(byte);
        else if (byte < 0x80 || byte > 0xbf)
            return false;
        if (byte < 0 || wanted == 0)
            return false;
        piece->bytes[piece->count++] = (unsigned char)byte;
        piece->length += n;
    }
    size_t used = utf8_next((str){(const char *)piece->bytes, piece->count}, &piece->code);
    if (used != piece->count || !is_plausible(piece->code))
        return false;
    piece->odd = is_odd(piece);
    return true;
}

/* "Ã–zgür", "2Ã—2", but not "IRMÃ…": between a sign that is no capital and a letter or digit. */
static bool stands_inside_word(str s, size_t at, size_t end)
{
    bool capital =
        at > 0 && ((s.at[at - 1] >= 'A' && s.at[at - 1] <= 'Z') || (signed char)s.at[at - 1] < 0);
    return !capital && end < s.n && ascii_is_alnum(s.at[end]);
}

size_t mojibake_at(str s, size_t at, struct buf *out, bool *whole)
{
    size_t pieces = 0, end = at, kept = out->n;
    bool odd = false;
    unsigned char lead = 0;
    struct piece piece;
    *whole = true;
    while (read_piece(str_skip(s, end), &piece)) {
        if (pieces == 0)
            lead = piece.bytes[0];
        odd |= piece.odd;
        end += piece.length;
        pieces++;
        if (piece.code == 0xfffd)
            *whole = false;
        if (piece.code != 0xfeff) /* a mark of byte order in the text is nothing */
            buf_add(out, (str){(const char *)piece.bytes, piece.count});
    }
    if (pieces == 0)
        return 0;
    if (odd || pieces >= 2 || (lead <= 0xc3 && stands_inside_word(s, at, end)))
        return end - at;
    out->n = kept;
    return 0;
}
