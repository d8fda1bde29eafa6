using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Genesys;

/// <summary>How the platform tells that somebody else has written to a user meanwhile.</summary>
internal static class VersionClash
{
    public static Problem Of(int status, int sent, int current)
    {
        var message = $"The version {sent} does not match the current version {current}.";
        return status switch
        {
            400 => new Problem(400, "bad.request", message) { Field = "version" },
            408 => new Problem(408, "request.timeout", message) { Field = "version" },
            _ => new Problem(409, "general.conflict", message) { Field = "version" },
        };
    }

    /// <summary>Lets the fault strike that makes a write meet another one: the version moves and nothing else does.</summary>
    public static Reply? Meet(Call call)
    {
        if (call.Strike(FaultKind.VersionClash) is not { } fault)
        {
            return null;
        }

        var (user, durable) = call.World.ChangeUser(call.Id("userId"), before => before with { Version = before.Version + 1 });
        call.Await(durable);
        var current = user?.Version ?? 1;
        return call.Refuse(Of(fault.Status ?? call.Options.VersionClashStatus, current - 1, current));
    }
}
