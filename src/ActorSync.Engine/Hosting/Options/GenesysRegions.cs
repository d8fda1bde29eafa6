using System.Collections.Immutable;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>The domains of Genesys Cloud, each of which gives an API and a login address (<c>Target:Region</c>).</summary>
public static class GenesysRegions
{
    /// <summary>Every known domain.</summary>
    public static ImmutableArray<string> Domains { get; } =
    [
        "mypurecloud.com", "mypurecloud.ie", "mypurecloud.de", "mypurecloud.jp", "mypurecloud.com.au",
        "usw2.pure.cloud", "cac1.pure.cloud", "apne2.pure.cloud", "euw2.pure.cloud", "aps1.pure.cloud",
        "use2.us-gov-pure.cloud", "sae1.pure.cloud", "mec1.pure.cloud", "apne3.pure.cloud", "euc2.pure.cloud",
        "mxc1.pure.cloud", "apse1.pure.cloud", "edee1.eusc-pure.cloud",
    ];

    /// <summary>The address of the region's API.</summary>
    public static Uri BaseUrl(string domain) => new($"https://api.{domain}/");

    /// <summary>The address that issues the region's tokens.</summary>
    public static Uri LoginUrl(string domain) => new($"https://login.{domain}/");

    /// <summary>The domain whose API stands at <paramref name="baseUrl"/>, or null.</summary>
    public static string? DomainOf(Uri baseUrl)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        return Domains.FirstOrDefault(domain => string.Equals(baseUrl.Host, $"api.{domain}", StringComparison.OrdinalIgnoreCase));
    }
}
