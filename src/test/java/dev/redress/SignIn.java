package dev.redress;

import static io.restassured.RestAssured.given;

import com.microsoft.playwright.Page;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;

/// Signs people of the development identity provider in, by the real authorization-code flow: rita and ravi (reviewer),
/// lena (lead), otto (operator), ana (analyst), ada (auditor).
public final class SignIn {

    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();
    private static final String RETURN_TO = "http://localhost/unused";

    private SignIn() {}

    /// A request to the API as this person.
    public static RequestSpecification as(String person) {
        return given().auth().oauth2(token(person));
    }

    /// A bearer token for the API; the same one for the same person as long as the provider lives. It is the ID token:
    /// the access tokens of the development provider name no audience.
    public static String token(String person) {
        String provider = config("quarkus.oidc.auth-server-url");
        return TOKENS.computeIfAbsent(provider + " " + person, _ -> fetch(provider, person));
    }

    /// Opens a page that needs a sign-in, takes this person on the provider's page, and waits to be back.
    public static void open(Page page, String person, String path) {
        page.navigate(path);
        page.locator("button[name=predefined-" + person + "]").click();
        page.waitForURL(url -> !url.startsWith(config("quarkus.oidc.auth-server-url")));
    }

    private static String fetch(String provider, String person) {
        Response chosen = given().redirects()
                .follow(false)
                .contentType(ContentType.URLENC)
                .formParam("predefined-" + person, person)
                .formParam("response_type", "code")
                .formParam("client_id", config("quarkus.oidc.client-id"))
                .formParam("scope", "openid")
                .formParam("redirect_uri", RETURN_TO + "?state=test")
                .post(provider + "/login");
        return given().contentType(ContentType.URLENC)
                .formParam("grant_type", "authorization_code")
                .formParam("code", code(chosen))
                .formParam("redirect_uri", RETURN_TO)
                .formParam("client_id", config("quarkus.oidc.client-id"))
                .formParam("client_secret", config("quarkus.oidc.credentials.secret"))
                .post(provider + "/token")
                .then()
                .statusCode(200)
                .extract()
                .path("id_token");
    }

    private static String code(Response redirect) {
        redirect.then().statusCode(302);
        for (String parameter :
                URI.create(redirect.header("Location")).getRawQuery().split("&")) {
            if (parameter.startsWith("code=")) {
                return parameter.substring("code=".length());
            }
        }
        throw new AssertionError("the provider sent no code: " + redirect.header("Location"));
    }

    private static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
