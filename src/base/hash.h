/*
 * hash: FNV-1a, 64 bits. Fingerprints of findings are made with it and are kept by other programs,
 * so the function never changes; tests/unit pins its values.
 */
#ifndef CURLINT_BASE_HASH_H
#define CURLINT_BASE_HASH_H

#include "base/str.h"

#define HASH_START UINT64_C(0xcbf29ce484222325)

/* Continue `hash` (HASH_START to begin) with the bytes of `s`. */
static inline uint64_t hash_add(uint64_t hash, str s)
{
    for (size_t i = 0; i < s.n; i++)
        hash = (hash ^ (unsigned char)s.at[i]) * UINT64_C(0x100000001b3);
    return hash;
}

/* Continue with the bytes of `s` that are no ASCII blanks. */
static inline uint64_t hash_add_unblanked(uint64_t hash, str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_space(s.at[i]))
            hash = hash_add(hash, str_sub(s, i, i + 1));
    return hash;
}

/* Continue with `s` and an end mark, so that ("ab","c") and ("a","bc") differ. */
static inline uint64_t hash_field(uint64_t hash, str s)
{
    return hash_add(hash_add(hash, s), (str){"\0", 1});
}

#endif
