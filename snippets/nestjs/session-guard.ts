import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  UseGuards,
} from "@nestjs/common";
import { Reflector } from "@nestjs/core";
import {
  getSession,
  type SessionContainer,
  type VerifySessionOptions,
} from "supertokens-node/recipe/session";
import type { HttpRequest, HttpResponse } from "./adapter.ts";

type RequestWithSession = HttpRequest & { session?: SessionContainer };

const Options = Reflector.createDecorator<VerifySessionOptions>();

/**
 * Verifies the session before a handler runs. It throws the SDK's errors, to which
 * the filters respond: a guard that returns false makes every failure a 403, on which no
 * front end would refresh.
 */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<RequestWithSession>();
    const targets = [context.getHandler(), context.getClass()];
    const options = this.reflector.getAllAndOverride(Options, targets);
    request.session = await getSession(request, http.getResponse<HttpResponse>(), options);
    return true;
  }
}

/**
 * `@VerifySession()` on a handler or a controller: no handler runs without a session,
 * unless `sessionRequired` is false.
 */
export const VerifySession = (options: VerifySessionOptions = {}) =>
  applyDecorators(Options(options), UseGuards(SessionGuard));

/**
 * `@CurrentSession() session: SessionContainer`. Nest's own `@Session()` belongs to
 * express-session.
 */
export const CurrentSession = createParamDecorator(
  (_data: unknown, context: ExecutionContext): SessionContainer | undefined =>
    context.switchToHttp().getRequest<RequestWithSession>().session,
);
