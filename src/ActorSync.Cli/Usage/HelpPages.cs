using Spectre.Console.Cli;
using Spectre.Console.Cli.Help;
using Spectre.Console.Rendering;

namespace ActorSync.Cli.Usage;

/// <summary>The help of the commands; a member of a group shows the options that it shares with the group.</summary>
internal sealed class HelpPages(ICommandAppSettings settings) : HelpProvider(settings)
{
    /// <inheritdoc/>
    public override IEnumerable<IRenderable> GetOptions(ICommandModel model, ICommandInfo? command) =>
        base.GetOptions(model, command?.Parent ?? command);
}
