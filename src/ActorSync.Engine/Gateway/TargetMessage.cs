using System.Globalization;
using System.Net.Http.Headers;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>Makes of a request what goes over the wire.</summary>
internal sealed class TargetMessage(GatewayOptions options)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue AcceptJson = new("application/json");

    private readonly string _baseUrl = options.BaseUrl.AbsoluteUri.TrimEnd('/');
    private readonly (Version Version, HttpVersionPolicy Policy) _version = TargetHttp.VersionFor(options.BaseUrl, options.HttpVersion);

    /// <summary>The message for one attempt.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="token">With which token.</param>
    /// <param name="requestId">The attempt's number on the wire.</param>
    public HttpRequestMessage Build(TargetRequest request, TokenLease token, long requestId)
    {
        var message = new HttpRequestMessage(Method(request.Verb), _baseUrl + request.Path)
        {
            Version = _version.Version,
            VersionPolicy = _version.Policy,
            Content = request.Body.IsEmpty ? new EmptyContent() : new ReadOnlyMemoryContent(request.Body),
        };

        if (!request.Body.IsEmpty)
        {
            message.Content.Headers.ContentType = Json;
        }

        message.Headers.Accept.Add(AcceptJson);
        message.Headers.TryAddWithoutValidation("Authorization", token.Authorization);
        message.Headers.TryAddWithoutValidation("X-Request-Id", requestId.ToString(CultureInfo.InvariantCulture));
        return message;
    }

    private static HttpMethod Method(RequestVerb verb) => verb switch
    {
        RequestVerb.Get => HttpMethod.Get,
        RequestVerb.Post => HttpMethod.Post,
        RequestVerb.Patch => HttpMethod.Patch,
        RequestVerb.Delete => HttpMethod.Delete,
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "Not a verb that is sent."),
    };
}
