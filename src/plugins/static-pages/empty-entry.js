// The client bundle of the production build: nothing. Pages load src/client/site.ts instead.
