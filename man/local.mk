dist_man_MANS += \
	%D%/authgen-schema.5 \
	%D%/authgen-templates.5 \
	%D%/authgen.1
