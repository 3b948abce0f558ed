import { driveFrontEnd } from "./drive.ts";

driveFrontEnd("react");
