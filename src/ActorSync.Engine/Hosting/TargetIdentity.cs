using System.Security.Cryptography;
using System.Text;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Hosting;

/// <summary>Which target state belongs to: dialect, API host and organisation or client, or the sandbox of a dialect.</summary>
/// <remarks>Two targets never share a folder name, and a target keeps its folder name for ever.</remarks>
public sealed record TargetIdentity
{
    private TargetIdentity(TargetDialect dialect, string host, string organisation, bool isSandbox) =>
        (Dialect, Host, Organisation, IsSandbox) = (dialect, host, organisation, isSandbox);

    /// <summary>The API that the target speaks.</summary>
    public TargetDialect Dialect { get; }

    /// <summary>The API's host, in lower case, with its port unless it is 443; empty for a sandbox.</summary>
    public string Host { get; }

    /// <summary>The organisation's id where it is known, else the client's id; empty for a sandbox.</summary>
    public string Organisation { get; }

    /// <summary>Whether this is the embedded sandbox.</summary>
    public bool IsSandbox { get; }

    /// <summary>The name of the target's folder: <c>genesys-api.mypurecloud.ie-4f1c…</c>, <c>sandbox-genesys</c>; safe on every file system.</summary>
    public string FolderName => IsSandbox
        ? $"sandbox-{DialectName}"
        : $"{DialectName}-{Safe(Host.Replace(':', '_'), "._-")}-{Safe(Organisation, "-")}";

    private string DialectName => Dialect == TargetDialect.Guide ? "guide" : "genesys";

    /// <summary>The target at an address.</summary>
    /// <param name="dialect">The API that it speaks.</param>
    /// <param name="baseUrl">The API's address.</param>
    /// <param name="organisation">The organisation's id, or the client's.</param>
    public static TargetIdentity Of(TargetDialect dialect, Uri baseUrl, string organisation)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        ArgumentException.ThrowIfNullOrWhiteSpace(organisation);
        var host = baseUrl.IdnHost.ToLowerInvariant();
        if (baseUrl.HostNameType == UriHostNameType.IPv6)
        {
            host = $"[{host}]";
        }

        return new TargetIdentity(dialect, baseUrl.Port == 443 ? host : $"{host}:{baseUrl.Port}", organisation.Trim(), isSandbox: false);
    }

    /// <summary>The configured target, by its client's id.</summary>
    /// <exception cref="ArgumentException">No address or no client id is configured.</exception>
    public static TargetIdentity Of(TargetOptions target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target is { BaseUrl: { } baseUrl, ClientId: { } clientId }
            ? Of(target.Dialect, baseUrl, clientId)
            : throw new ArgumentException("A target needs an address and a client id to be told from others.", nameof(target));
    }

    /// <summary>The embedded sandbox of a dialect.</summary>
    public static TargetIdentity Sandbox(TargetDialect dialect) => new(dialect, string.Empty, string.Empty, isSandbox: true);

    /// <summary>For people: <c>genesys at api.mypurecloud.ie, client or organisation 4f1c…</c>.</summary>
    public override string ToString() => IsSandbox
        ? $"the embedded {DialectName} sandbox"
        : $"{DialectName} at {Host}, client or organisation {Organisation}";

    // What is not safe as it stands is told apart by a hash after a point, which no safe id contains, so that ids that differ by
    // case or by a replaced character keep folders of their own on file systems that ignore case.
    private static string Safe(string text, string punctuation)
    {
        const int Longest = 64;
        bool IsSafe(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || punctuation.Contains(c, StringComparison.Ordinal);

        if (text.Length <= Longest && text.All(IsSafe))
        {
            return text;
        }

        var readable = new string([.. text.ToLowerInvariant().Select(c => IsSafe(c) ? c : '-').Take(Longest / 2)]);
        return $"{readable}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12]}";
    }
}
