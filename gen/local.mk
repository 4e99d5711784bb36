libauthgen_a_SOURCES += \
	%D%/api.c \
	%D%/check.c \
	%D%/check.h \
	%D%/check_attr.c \
	%D%/check_cascade.c \
	%D%/check_index.c \
	%D%/check_collision.c \
	%D%/check_default.c \
	%D%/check_field.c \
	%D%/check_fix.c \
	%D%/check_key.c \
	%D%/check_mysql.c \
	%D%/check_relation.c \
	%D%/check_rule.c \
	%D%/checker.h \
	%D%/complete.c \
	%D%/compose.c \
	%D%/compose.h \
	%D%/config.c \
	%D%/config.def \
	%D%/config.h \
	%D%/config_better_auth.c \
	%D%/config_database.c \
	%D%/config_field.c \
	%D%/config_name.c \
	%D%/config_other.c \
	%D%/config_plugin.c \
	%D%/config_read.h \
	%D%/config_table.c \
	%D%/config_table.h \
	%D%/config_value.c \
	%D%/context.h \
	%D%/dialect.def \
	%D%/feature.c \
	%D%/feature.def \
	%D%/feature.h \
	%D%/filter.c \
	%D%/filter.h \
	%D%/known.h \
	%D%/literal.c \
	%D%/load.c \
	%D%/literal.h \
	%D%/looker.c \
	%D%/looker.h \
	%D%/lookup.c \
	%D%/lookup.h \
	%D%/names.c \
	%D%/names.h \
	%D%/hover.c \
	%D%/index.def \
	%D%/native.def \
	%D%/outline.c \
	%D%/part.c \
	%D%/part.h \
	%D%/place.c \
	%D%/place.h \
	%D%/request.c \
	%D%/reflect.h \
	%D%/scalar.def \
	%D%/schema.h \
	%D%/target.c \
	%D%/target.h \
	%D%/tmpl.c \
	%D%/tmpl.h \
	%D%/tmpl_expr.c \
	%D%/tmpl_import.c \
	%D%/tmpl_import.h \
	%D%/tmpl_layout.c \
	%D%/tmpl_layout.h \
	%D%/tmpl_parse.h \
	%D%/tmpl_render.c \
	%D%/tmpl_tag.c \
	%D%/tmpl_tree.h \
	%D%/told.c \
	%D%/type.c \
	%D%/type.def \
	%D%/type.h \
	%D%/use.c \
	%D%/use.h \
	%D%/view.c \
	%D%/view.def \
	%D%/view.h

# The built-in templates and presets as C.
nodist_libauthgen_a_SOURCES += %D%/embedded.c
CLEANFILES += %D%/embedded.c

%D%/embedded.c: $(templates) $(presets) man/codes build-aux/embed.sh \
		templates/local.mk presets/local.mk
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_EMBED)$(SHELL) $(srcdir)/build-aux/embed.sh $(srcdir) \
		$(templates) $(presets) man/codes >$@
