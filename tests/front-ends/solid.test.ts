import { holdFrontEnd } from "./hold-front-end.ts";

holdFrontEnd("solid");
