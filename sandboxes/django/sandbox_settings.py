"""The settings of the snippets, with the front end's pages before everything else."""

import settings

for name in filter(str.isupper, dir(settings)):
    globals()[name] = getattr(settings, name)

MIDDLEWARE = ["public_files.public_files", *settings.MIDDLEWARE]
