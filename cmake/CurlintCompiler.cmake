# The language, the warnings and the hardening of every target. Flags that a compiler does not know
# are left out by asking it.
include(CheckCCompilerFlag)
include(CheckIPOSupported)
include(CheckLinkerFlag)

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

option(CURLINT_WERROR "Treat warnings as errors" OFF)
option(CURLINT_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(CURLINT_COVERAGE "Build for gcov" OFF)
option(CURLINT_FUZZ "Build the libFuzzer targets (clang)" OFF)

add_library(curlint_flags INTERFACE)
target_compile_definitions(curlint_flags INTERFACE _GNU_SOURCE
                           CURLINT_VERSION="${PROJECT_VERSION}")
target_compile_options(curlint_flags INTERFACE
                       "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=" "-fno-strict-aliasing")

foreach(flag
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes
    -Wmissing-prototypes -Wvla -Wcast-qual -Wformat=2 -Wnull-dereference -Wduplicated-cond
    -Wduplicated-branches -Wlogical-op -Wundef -Wwrite-strings -Wimplicit-fallthrough)
  string(MAKE_C_IDENTIFIER "HAVE${flag}" have)
  check_c_compiler_flag(${flag} ${have})
  if(${have})
    target_compile_options(curlint_flags INTERFACE ${flag})
  endif()
endforeach()
if(CURLINT_WERROR)
  target_compile_options(curlint_flags INTERFACE -Werror)
endif()

if(CURLINT_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
  # A check of 20,000 rows takes a quarter less time so: the small functions of base/ are inlined.
  check_ipo_supported(RESULT CURLINT_HAVE_IPO OUTPUT ignored LANGUAGES C)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION "${CURLINT_HAVE_IPO}")
  foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection=full
               -ftrivial-auto-var-init=zero)
    string(MAKE_C_IDENTIFIER "HAVE${flag}" have)
    check_c_compiler_flag(${flag} ${have})
    if(${have})
      target_compile_options(curlint_flags INTERFACE ${flag})
    endif()
  endforeach()
  target_compile_options(curlint_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  target_link_options(curlint_flags INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
if(CURLINT_FUZZ)
  # The fuzzer is guided by what it reaches in our code, not in its target's twenty lines.
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(CURLINT_COVERAGE)
  add_compile_options(--coverage -O0)
  add_link_options(--coverage)
endif()
