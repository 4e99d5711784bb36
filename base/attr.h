/* Compiler attributes, the only place that names a compiler. */
#ifndef AG_BASE_ATTR_H
#define AG_BASE_ATTR_H

#if defined(__GNUC__) || defined(__clang__)
#define AG_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define AG_NORETURN __attribute__((noreturn))
#define AG_NOINLINE __attribute__((noinline))
#else
#define AG_PRINTF(fmt, args)
#define AG_NORETURN
#define AG_NOINLINE
#endif

/* What is called so often that its call would cost more than it does; unless the
 * size counts most. */
#if (defined(__GNUC__) || defined(__clang__)) && !defined(__OPTIMIZE_SIZE__)
#define AG_INLINE static inline __attribute__((always_inline))
#else
#define AG_INLINE static inline
#endif

#endif
