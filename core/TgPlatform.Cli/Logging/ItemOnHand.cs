using Serilog.Core;
using Serilog.Events;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Cli.Logging;

/// <summary>Adds item, lane and worker to whatever is logged while a worker fetches an item, by plugins too.</summary>
internal sealed class ItemOnHand : ILogEventEnricher, IRunObserver
{
    // The engine says ItemClaimed inside the worker's own flow, so the value goes with that flow and ends with it.
    private readonly AsyncLocal<ItemClaimed?> _claimed = new();

    /// <inheritdoc/>
    public void On(RunEvent happened)
    {
        if (happened is ItemClaimed claimed)
            _claimed.Value = claimed;
    }

    /// <inheritdoc/>
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (_claimed.Value is not { } claimed)
            return;
        logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty("Item", claimed.Item.Id));
        logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty("Lane", claimed.Lane));
        logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty("Worker", claimed.Worker));
    }
}
