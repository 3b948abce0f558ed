"""The settings of the snippets, with the front end's pages before everything else."""

import settings

for name in filter(str.isupper, dir(settings)):
    globals()[name] = getattr(settings, name)

head, *others = settings.MIDDLEWARE
MIDDLEWARE = [head, "public_files.public_files", *others]
