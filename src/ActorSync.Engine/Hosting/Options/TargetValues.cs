using System.Net;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>The kinds of value that say where the target is.</summary>
internal static class TargetValues
{
    /// <summary>An address; plain http only on this machine, because a token would travel in the clear.</summary>
    public static ValueKind<Uri?> Address() => OptionValues.Single<Uri?>(
        new ValueShape("string", "an absolute https address, or http on a loopback host (127.0.0.1, localhost)") { IsOptional = true },
        ReadAddress,
        address => address?.ToString());

    /// <summary>A region by its domain, or nothing.</summary>
    public static ValueKind<string?> Region() => OptionValues.Single<string?>(
        new ValueShape("string", string.Join(", ", GenesysRegions.Domains)) { Choices = GenesysRegions.Domains, IsOptional = true },
        text => GenesysRegions.Domains.FirstOrDefault(domain => string.Equals(domain, text.Trim(), StringComparison.OrdinalIgnoreCase)) is { } known
            ? OptionValues.Right<string?>(known)
            : OptionValues.Wrong<string?>("is no known region", Nearest.Of(text.Trim(), GenesysRegions.Domains)),
        region => region);

    private static Reading<Uri?> ReadAddress(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) || address.Host.Length == 0
            || address.Scheme is not ("http" or "https"))
        {
            return OptionValues.Wrong<Uri?>("the value is no absolute http or https address; write it like https://api.mypurecloud.ie");
        }

        if (address.UserInfo.Length > 0)
        {
            return OptionValues.Wrong<Uri?>("the address holds a user or a password; give credentials as Target:ClientId and Target:ClientSecretFile");
        }

        if (address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            return OptionValues.Wrong<Uri?>("the address holds a query or a fragment; leave off what follows '?' or '#'");
        }

        if (address.Scheme == "http" && !IsLoopback(address))
        {
            return OptionValues.Wrong<Uri?>("plain http would send the token in the clear to another machine; use https, or a tunnel that ends on 127.0.0.1");
        }

        return OptionValues.Right<Uri?>(address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/"));
    }

    private static bool IsLoopback(Uri address) =>
        IPAddress.TryParse(address.Host, out var ip)
            ? IPAddress.IsLoopback(ip)
            : string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase);
}
