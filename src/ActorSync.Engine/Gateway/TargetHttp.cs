using System.Net;
using System.Text;

namespace ActorSync.Engine.Gateway;

/// <summary>Builds the one HTTP handler that all requests to a target share.</summary>
public static class TargetHttp
{
    private const string HeaderOfEachRequest = "Authorization";

    private static readonly HttpRequestOptionsKey<bool> IsWritten = new("ActorSync.IsWritten");

    /// <summary>How long making a connection may take.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection is used, so that a change of the address is noticed.</summary>
    public static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>How long a connection may rest: shorter than what load balancers allow, or a request would meet a closed one.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(50);

    /// <summary>After how long without a word an HTTP/2 connection with requests under way is asked whether it lives.</summary>
    public static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(15);

    /// <summary>How long the answer to that may take; then the connection is closed.</summary>
    public static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How much the headers of an answer may take, in kilobytes: a longer head is not read, and with it is lost how long a 429 asks to wait.</summary>
    public const int HeaderKilobytes = 1_024;

    /// <summary>The version that a request to an address asks for, and how strictly: over TLS the target may offer 2, a plain address has no way to.</summary>
    /// <param name="url">The address.</param>
    /// <param name="only">The one version that may be spoken, or null.</param>
    public static (Version Version, HttpVersionPolicy Policy) VersionFor(Uri url, Version? only)
    {
        ArgumentNullException.ThrowIfNull(url);

        return (only, url.Scheme == Uri.UriSchemeHttps) switch
        {
            ({ } exact, _) => (exact, HttpVersionPolicy.RequestVersionExact),
            (null, true) => (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower),
            (null, false) => (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact),
        };
    }

    /// <summary>A handler that neither follows redirects nor keeps cookies, and never holds a request back for want of a connection.</summary>
    /// <param name="connections">The most connections, at least the most requests under way.</param>
    public static SocketsHttpHandler CreateHandler(int connections) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectTimeout = ConnectTimeout,
#pragma warning disable CA2262 // The value is in kilobytes on purpose: a megabyte.
        MaxResponseHeadersLength = HeaderKilobytes,
#pragma warning restore CA2262
        PooledConnectionLifetime = ConnectionLifetime,
        PooledConnectionIdleTimeout = IdleTimeout,
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = PingDelay,
        KeepAlivePingTimeout = PingTimeout,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        RequestHeaderEncodingSelector = Write,
        ResponseHeaderEncodingSelector = Read,
        ActivityHeadersPropagator = null, // The target belongs to others: which trace a request is part of stays here.
        MaxConnectionsPerServer = connections,
    };

    /// <summary>
    /// Lets a request out once, and not in a pause. The HTTP stack would send it again on its own, up to three times over HTTP/2 where a
    /// stream is refused; and a request that waits for a connection may be given the very one on which a 429 has just come.
    /// </summary>
    /// <remarks>
    /// The stack asks for the encoding of each header whenever it writes a request, and before anything of it leaves; no other hook sees
    /// a second writing, or the end of the wait for a connection.
    /// </remarks>
    /// <exception cref="NotTakenException">The request is being written a second time.</exception>
    /// <exception cref="HeldBackException">A pause has begun, or an answer has come that nobody has read yet.</exception>
    /// <exception cref="TooLateException">What the request rests on has grown old.</exception>
    private static Encoding? Write(string header, HttpRequestMessage request)
    {
        if (header == HeaderOfEachRequest)
        {
            if (request.Options.TryGetValue(IsWritten, out _))
            {
                throw new NotTakenException();
            }

            request.Options.Set(IsWritten, true);
            if (request.Options.TryGetValue(Departure.Key, out var departure))
            {
                departure.Leave();
            }
        }

        return null;
    }

    private static Encoding? Read(string header, HttpRequestMessage request)
    {
        if (request.Options.TryGetValue(Departure.Key, out var departure))
        {
            departure.AnswerComes();
        }

        return null;
    }
}
