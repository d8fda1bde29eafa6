using Akka.Actor;
using Akka.Actor.Setup;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Tells the plugins, which are made by name and know only their actor system, which process they are part of.</summary>
internal sealed class MortalSetup(MortalProcess process) : Setup
{
    private readonly MortalProcess _process = process;

    public static MortalProcess Of(ActorSystem system) => system.Settings.Setup.Get<MortalSetup>().Value._process;
}
