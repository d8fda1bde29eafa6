using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ActorSync.Benchmarks.Scripts;

/// <summary>Asks the sandbox for a token.</summary>
internal static class SandboxToken
{
    private const string Credentials = "sandbox:sandbox";

    /// <summary>Returns the token.</summary>
    public static async Task<string> AcquireAsync(HttpClient http, Version version, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token")
        {
            Version = version,
            VersionPolicy = version == HttpVersion.Version20 ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
            Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(Credentials)));
        using var answer = await http.SendAsync(request, stop);
        answer.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(stop));
        return document.RootElement.GetProperty("access_token").GetString()!;
    }
}
