import { holdFrontEnd } from "./hold-front-end.ts";

holdFrontEnd("vue");
