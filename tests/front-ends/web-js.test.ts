import { driveFrontEnd } from "./drive.ts";

driveFrontEnd("web-js");
