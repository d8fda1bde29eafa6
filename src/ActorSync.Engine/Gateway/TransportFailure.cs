namespace ActorSync.Engine.Gateway;

/// <summary>Tells what a failure of the HTTP stack means for the request.</summary>
public static class TransportFailure
{
    /// <summary>Whether not a byte of the request can have left: no name, no connection, no TLS session.</summary>
    public static bool NeverLeft(HttpRequestException failure) => failure.HttpRequestError
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    /// <summary>The failure in one line for a person, down to its cause.</summary>
    public static string Describe(Exception failure)
    {
        var cause = failure;
        while (cause.InnerException is { } inner)
        {
            cause = inner;
        }

        // The stack often repeats the cause in the outer message.
        return failure.Message.Contains(cause.Message, StringComparison.Ordinal) ? failure.Message : $"{failure.Message} {cause.Message}";
    }
}
