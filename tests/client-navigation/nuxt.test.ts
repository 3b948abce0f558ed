import { holdClientNavigation } from "./hold-client-navigation.ts";

holdClientNavigation("nuxt");
