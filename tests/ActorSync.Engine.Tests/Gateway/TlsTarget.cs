using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorSync.Engine.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A target over TLS, with a certificate that it made itself and that only <see cref="Trust"/> accepts.</summary>
internal sealed class TlsTarget : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private TlsTarget(WebApplication app, X509Certificate2 certificate)
    {
        _app = app;
        _certificate = certificate;
    }

    public Uri BaseUrl { get; private set; } = null!;

    /// <summary>The protocol of each request, the ones for tokens included.</summary>
    public ConcurrentQueue<string> Protocols { get; } = new();

    public static async Task<TlsTarget> StartAsync(HttpProtocols protocols)
    {
        var certificate = MakeCertificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        var target = new TlsTarget(app, certificate);
        app.Run(target.ServeAsync);
        await app.StartAsync();
        target.BaseUrl = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return target;
    }

    /// <summary>The options with a handler that accepts this target's certificate and no other.</summary>
    public GatewayOptions Trust(GatewayOptions options) => options with
    {
        BaseUrl = BaseUrl,
        AdjustHandler = handler => handler.SslOptions.RemoteCertificateValidationCallback =
            (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate.GetCertHashString(),
    };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }

    private Task ServeAsync(HttpContext context)
    {
        Protocols.Enqueue(context.Request.Protocol);
        var serve = context.Request.Path == "/oauth/token" ? ScriptedTarget.Token("token", 86_400) : ScriptedTarget.Answer(200, "{}");
        return serve(context);
    }
}
