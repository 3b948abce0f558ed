import { All, Controller, NotFoundException, Req, Res } from "@nestjs/common";
import { middleware } from "supertokens-node/framework/custom";
import {
  anyPath,
  type HttpRequest,
  type HttpResponse,
  wrapRequest,
  wrapResponse,
} from "./adapter.ts";

const supertokens = middleware<HttpRequest, HttpResponse>(wrapRequest, wrapResponse);

/**
 * The SDK's own API, including the refresh and the sign-out. On Express,
 * `consumer.apply(middleware())` does the same.
 */
@Controller("auth")
export class AuthController {
  @All(anyPath)
  async respond(@Req() req: HttpRequest, @Res() res: HttpResponse): Promise<void> {
    const { handled, error } = await supertokens(req, res);
    if (error) throw error;
    if (!handled) throw new NotFoundException();
  }
}
