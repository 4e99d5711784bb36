# The program as a WebAssembly module, and the npm package that has it. They are
# not part of `make`: their tools are clang, lld, wasi-libc, node and npm.
wasm:
	$(AM_V_GEN)MAKE='$(MAKE)' $(srcdir)/%D%/wasm.sh $(srcdir)

npm: wasm
	$(AM_V_GEN)$(MKDIR_P) npm && here=`pwd` && \
	source=`cd $(srcdir) && pwd` && cd npm && \
	node "$$source/%D%/npm/pack.cjs" $(VERSION) "$$here/wasm/authgen.wasm" \
		"$$source/COPYING" "$$here/wasm/jansson/LICENSE" \
		/usr/share/doc/wasi-libc/copyright

clean-local: clean-packages
clean-packages:
	rm -rf wasm npm authgen-*.tgz

.PHONY: wasm npm clean-packages

EXTRA_DIST += \
	%D%/npm/README.md \
	%D%/npm/bin.cjs \
	%D%/npm/client.d.cts \
	%D%/npm/index.cjs \
	%D%/npm/index.d.cts \
	%D%/npm/index.d.mts \
	%D%/npm/index.mjs \
	%D%/npm/pack.cjs \
	%D%/npm/package.json \
	%D%/npm/runtime.cjs \
	%D%/npm/vite.cjs \
	%D%/npm/vite.d.cts \
	%D%/npm/vite.d.mts \
	%D%/npm/vite.mjs \
	%D%/wasm.sh
