package dev.redress.appeal;

import jakarta.enterprise.context.RequestScoped;

/// What this request's link may still send, from the filter that counts to the page that tells.
@RequestScoped
class AtLink {

    private Standing standing = new Standing.Free();

    Standing standing() {
        return standing;
    }

    void is(Standing found) {
        standing = found;
    }
}
