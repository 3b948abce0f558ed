import { holdClientNavigation } from "./hold-client-navigation.ts";

holdClientNavigation("tanstack-start");
