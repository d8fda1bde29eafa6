using System.Net.Sockets;

namespace ActorSync.Engine.Gateway;

/// <summary>Tells what a failure of the HTTP stack means for the request.</summary>
public static class TransportFailure
{
    /// <summary>No connection came about before the time for it, or for the whole attempt, was over.</summary>
    public const string NotInTime = "no connection came about in time";

    private const string Ended = "the connection ended before the answer was whole";

    /// <summary>Whether not a byte of the request can have left: no name, no connection, no TLS session.</summary>
    public static bool NeverLeft(HttpRequestException failure) => failure.HttpRequestError
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    /// <summary>The failure in words for a person; what the stack says of it belongs in the log, see <see cref="ForLog"/>.</summary>
    public static string Describe(Exception failure) => failure switch
    {
        UnreadableAnswerException or NotTakenException => failure.Message,
        OperationCanceledException => NotInTime, // So the stack tells of a connection for which there was no more time.
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the host name is not known here",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => SocketOf(failure) switch
        {
            SocketError.ConnectionRefused => "the connection was refused",
            SocketError.TimedOut => NotInTime,
            SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown => "no way leads to the host from here",
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "the host name is not known here",
            _ => "no connection came about",
        },

        // What is wrong with a certificate only the system's words tell.
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => $"no secure connection came about ({CauseOf(failure).Message.TrimEnd('.')})",
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => "the proxy made no way to the host",
        HttpRequestException { HttpRequestError: HttpRequestError.VersionNegotiationError } => "the host does not speak the version of HTTP that it was asked for",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => "the answer was not HTTP",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "the head of the answer was too long",
        HttpRequestException { HttpRequestError: HttpRequestError.HttpProtocolError } or HttpProtocolException => "the exchange was broken off (HTTP/2)",
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => Ended,
        _ => SocketOf(failure) switch
        {
            SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => "the connection was reset before the answer was whole",
            SocketError.TimedOut => "the connection was lost before the answer was whole",
            _ when failure is HttpRequestException or IOException => Ended,
            _ => $"the exchange failed ({failure.GetType().Name})",
        },
    };

    /// <summary>What the HTTP stack says of the failure, in one line down to its cause.</summary>
    public static string ForLog(Exception failure)
    {
        var cause = CauseOf(failure);

        // The stack often repeats the cause in the outer message.
        return failure.Message.Contains(cause.Message, StringComparison.Ordinal) ? failure.Message : $"{failure.Message} {cause.Message}";
    }

    private static SocketError? SocketOf(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
            {
                return socket.SocketErrorCode;
            }
        }

        return null;
    }

    private static Exception CauseOf(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure;
    }
}
