package dev.redress.platform;

import jakarta.inject.Singleton;

/// Problems of the protocol itself, which any path can answer with.
public enum CommonProblem implements ProblemType {
    NOT_FOUND(
            404,
            "Not found",
            "There is nothing here, or nothing that you may see. The two are not told apart on purpose. Check the address or the id."),
    MALFORMED(
            400,
            "The request cannot be read",
            "The body or a parameter is not in the form it claims to be: broken JSON, a wrong encoding, a duplicate key, or a parameter that is not a number, a date or an id. Nothing was changed."),
    INVALID(
            422,
            "The request says something that cannot be accepted",
            "The body can be read, but members are missing, unknown, of the wrong type or too long. `errors` names each by JSON Pointer. Nothing was changed."),
    NOT_SIGNED_IN(
            401,
            "A credential is needed",
            "Send `Authorization: Bearer` with an agent key or an access token, or sign in. A wrong or revoked credential gets the same answer."),
    NOT_ALLOWED(
            403,
            "This credential may not do that",
            "You are known, but your role does not allow this. Nothing was changed."),
    METHOD_NOT_ALLOWED(405, "This address does not take that method", "`Allow` lists the methods that it does take."),
    NOT_ACCEPTABLE(
            406, "No such representation", "The address has no representation of a type that `Accept` asks for."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "The media type is not taken here",
            "Send the media type that the API description names for this address, in UTF-8."),
    TOO_LARGE(413, "The body is too large", "The body is over the limit of this address. Nothing was changed."),
    PRECONDITION_REQUIRED(
            428,
            "An If-Match header is needed",
            "Read the resource first and send its `ETag` as `If-Match`, so that no change is overwritten unseen (RFC 6585)."),
    STALE(
            412,
            "The resource has changed since you read it",
            "Read it again, look at what changed, and repeat the request with the new `ETag`. Nothing was changed."),
    CROSS_SITE(
            403,
            "The request comes from another site",
            "A browser sent this request on behalf of a page of another origin. Open the page here and try again."),
    TOO_MANY_REQUESTS(
            429,
            "Too many requests",
            "Wait for the time that `Retry-After` gives, then try again. `violated-policies` names the limit, `RateLimit-Policy` says how many in how long. Its type is the one that IANA registers for all services.") {
        @Override
        public String registered() {
            return "https://iana.org/assignments/http-problem-types#quota-exceeded";
        }
    },
    BUSY(
            503,
            "Too much is under way",
            "Nothing was stored. Send the same request again after the time that `Retry-After` gives; sending it twice does no harm."),
    INTERNAL(
            500,
            "Something went wrong on our side",
            "The fault is ours and has been logged under the number in `instance`. Sending the same request again does no harm.");

    private final Described described;

    CommonProblem(int status, String title, String explanation) {
        described = new Described(status, title, explanation);
    }

    @Override
    public Described described() {
        return described;
    }

    /// One sentence for foreign and missing alike.
    public static Refusal notFound() {
        return new Refusal(NOT_FOUND, "There is nothing here that you may see.");
    }

    public static Refusal malformed(String detail) {
        return new Refusal(MALFORMED, detail);
    }

    public static Refusal invalid(String pointer, String detail) {
        return new Refusal(INVALID, "The request was refused; see errors.").at(pointer, detail);
    }

    @Singleton
    static final class Offered implements Catalogue {
        @Override
        public ProblemType[] types() {
            return values();
        }
    }
}
