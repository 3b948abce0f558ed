import { holdFrontEnd } from "./hold-front-end.ts";

holdFrontEnd("angular");
