using System.Net;

namespace ActorSync.Engine.Gateway;

/// <summary>Builds the one HTTP handler that all requests to a target share.</summary>
public static class TargetHttp
{
    /// <summary>How long making a connection may take.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection is used, so that a change of the address is noticed.</summary>
    public static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>A handler that neither follows redirects nor keeps cookies, and never holds a request back for want of a connection.</summary>
    /// <param name="connections">The most connections, at least the most requests under way.</param>
    public static SocketsHttpHandler CreateHandler(int connections) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        MaxConnectionsPerServer = connections,
    };
}
