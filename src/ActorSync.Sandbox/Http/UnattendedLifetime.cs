using Microsoft.Extensions.Hosting;

namespace ActorSync.Sandbox.Http;

/// <summary>A host lifetime that watches no signal: whoever embeds the sandbox decides when it ends.</summary>
internal sealed class UnattendedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
