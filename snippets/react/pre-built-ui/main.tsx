import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import "./init.ts";
import { router } from "./routes.tsx";

const element = document.getElementById("app");
if (!element) throw new Error("index.html has no element with the id app");

createRoot(element).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
