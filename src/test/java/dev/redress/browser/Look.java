package dev.redress.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;

/// How a person sees a page: width in CSS pixels, BCP 47 language, dark or light, own colours, with or without scripts.
public record Look(int width, String locale, boolean dark, boolean forcedColors, boolean scripts) {

    public static final Look PHONE = new Look(390, "en", false, false, true);
    public static final Look DESK = new Look(1280, "en", false, false, true);

    public Look in(String language) {
        return new Look(width, language, dark, forcedColors, scripts);
    }

    public Look wide(int pixels) {
        return new Look(pixels, locale, dark, forcedColors, scripts);
    }

    public Look inTheDark() {
        return new Look(width, locale, true, forcedColors, scripts);
    }

    public Look inOwnColours() {
        return new Look(width, locale, dark, true, scripts);
    }

    public Look withoutScripts() {
        return new Look(width, locale, dark, forcedColors, false);
    }

    /// As part of a file name, such as `390-ar-dark-noscript`.
    public String name() {
        return width + "-" + locale + (dark ? "-dark" : "") + (forcedColors ? "-forced" : "")
                + (scripts ? "" : "-noscript");
    }

    NewContextOptions options(String baseUrl) {
        return new NewContextOptions()
                .setBaseURL(baseUrl)
                .setViewportSize(width, width < 600 ? 844 : 900)
                .setLocale(locale)
                .setTimezoneId("UTC")
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setForcedColors(forcedColors ? ForcedColors.ACTIVE : ForcedColors.NONE)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setJavaScriptEnabled(scripts);
    }
}
