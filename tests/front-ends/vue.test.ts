import { driveFrontEnd } from "./drive.ts";

driveFrontEnd("vue");
