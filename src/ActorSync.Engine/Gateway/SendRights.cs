using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>Reads a send right as a value.</summary>
internal static class SendRights
{
    /// <summary>How the right stands now; it holds where none is needed.</summary>
    public static SendRight Read(this ISendRight? right) =>
        right is null || right.Holds ? SendRight.Holds : right.IsLost ? SendRight.IsLost : SendRight.IsAway;
}
